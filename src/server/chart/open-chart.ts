import type { LaunchSession } from '../../../smart-launch/index.js';
import type { ChartView } from '../../chart-view.js';
import { loadBenefitCodes } from '../../feeds/benefit-codes.js';
import { Ids } from '../../feeds/fhir/reference.js';
import { resourceReader } from '../../feeds/fhir/resource.js';
import type { AlertMap } from '../../store/config/alerts.js';
import { homeAlias, type Site } from '../../store/config/site.js';
import type { ToolMap } from '../../store/config/tools.js';
import { bannerOf } from './banner.js';
import { ChartProblem } from './chart-problem.js';
import { choicesOf, chosen, listed } from './choose.js';
import { siteClock } from './clock.js';
import { type Live, notAsked, readEncounter, readPatient } from './live.js';
import { merge } from './merge.js';
import { sightOf } from './people.js';
import type { ChartContext } from './routes.js';
import { drawn } from './view.js';

/** What the site says of itself, and what this process remembers of its launches. */
export class Sites {
  readonly clock;
  readonly codes = loadBenefitCodes();
  private readonly opens = new Map<string, { opened: number; shown: Set<string> }>();

  constructor(readonly known: { site: Site; tools: ToolMap; alerts: AlertMap }) {
    this.clock = siteClock(known.site.timeZone);
  }

  idsOf(server: string): Ids {
    return new Ids(server, this.known.site.servers);
  }

  titleOf({ tool, alert }: { tool: string; alert: string }): string {
    if (tool) return this.known.tools.tools.find(({ id }) => id === tool)?.title ?? tool;
    return this.known.alerts(alert).title || alert;
  }

  /** How often a page was opened in a launch; remembers which encounters it showed. */
  open(session: string, encounter: string | null): void {
    const one = this.opens.get(session) ?? { opened: 0, shown: new Set<string>() };
    one.opened += 1;
    if (encounter) one.shown.add(encounter);
    this.opens.delete(session);
    this.opens.set(session, one);
    const [oldest] = this.opens.keys();
    if (this.opens.size > 20_000 && oldest !== undefined) this.opens.delete(oldest);
  }

  opened(session: string): number {
    return this.opens.get(session)?.opened ?? 1;
  }

  hasShown(session: string, encounter: string): boolean {
    return this.opens.get(session)?.shown.has(encounter) ?? false;
  }
}

export interface Opened {
  drawn: ReturnType<typeof drawn>;
  banner: ChartView['banner'];
  /** Ids as the store keeps them. */
  encounter: string | null;
  patient: string;
  me: string | null;
  server: string;
  /** By whom a concern is raised: the person, or where the EHR names none the launch. */
  raiser: string;
}

/** Ids of people who are no clinicians: the page is about clinicians' work. */
const NOT_CLINICIAN = /(^|[/:])(Patient|RelatedPerson)[/?]/;

/**
 * Reads what the page of one launch shows. The patient is the launch's, always; an encounter of another patient, whoever
 * names it, is refused.
 */
export async function openChart(
  context: ChartContext,
  { session, wanted }: { session: LaunchSession; wanted: string | undefined },
): Promise<Opened> {
  const { sites, config, figures, launch } = context;
  const issuer = config.issuers.find(({ iss }) => iss === session.issuer);
  const server = issuer?.server || homeAlias(sites.known.site);
  const ids = sites.idsOf(server);
  const reader = figures.now;
  const fhirUser = session.fhirUser ? ids.of(session.fhirUser) : null;
  if (fhirUser && NOT_CLINICIAN.test(fhirUser))
    throw new ChartProblem(
      'not-a-clinician',
      403,
      'This page is for clinicians',
      'It shows what an encounter asked of the people who work in the EHR. It was opened by somebody else.',
    );
  const me = fhirUser && reader ? await reader.person(fhirUser) : fhirUser;
  const patient = session.patient!;
  const patientId = ids.of(`Patient/${patient}`);
  const live = {
    fhir: launch.fhir(session),
    rows: resourceReader(
      { server, servers: sites.known.site.servers, timeZone: sites.known.site.timeZone, feed: 'fhir' },
      sites.codes,
    ),
  };
  const now = context.now() * 1000;
  const named = wanted ?? (session.encounter ? ids.of(`Encounter/${session.encounter}`) : undefined);
  const early = named ? readOwn(named) : undefined;
  const [about, stored] = await Promise.all([
    readPatient(patient, { ...live, wantsPatient: session.needPatientBanner }),
    reader?.encountersOf(patientId) ?? [],
  ]);
  const all = listed(about.encounters.ok ? about.encounters.value : [], stored);
  const choice = named ? { id: named, how: null } : chosen(all, now);
  const own = choice ? await (early ?? readOwn(choice.id)) : notAsked('no encounter is chosen');
  const figured = choice && reader ? await reader.encounter(choice.id) : null;
  const knownLive: Live = { ...about, ...own };
  const encounter = figured?.encounter ?? (knownLive.encounter.ok ? knownLive.encounter.value : null);
  if (choice)
    refuseOthers({
      choice: choice.id,
      encounter,
      all,
      patientId,
      live: knownLive,
      named: wanted !== undefined,
    });
  const merged = merge({
    stored: figured,
    meta: reader?.meta ?? null,
    server,
    live: knownLive.events,
    tools: sites.known.tools,
    started: encounter?.started ?? null,
  });
  const sight = sightOf(me, { merged, stored: figured });
  sites.open(session.id, choice?.id ?? null);
  return {
    drawn: drawn({
      session: session.id,
      me,
      reader,
      stored: figured,
      live: knownLive,
      merged,
      sight,
      encounter,
      chosenHow: choice?.how ?? null,
      choices: choicesOf(all, { current: choice?.id ?? '', clock: sites.clock, now }),
      tools: sites.known.tools,
      clock: sites.clock,
      now,
    }),
    banner: session.needPatientBanner ? bannerOf(about.patient, patient) : null,
    encounter: choice?.id ?? null,
    patient: patientId,
    me,
    server,
    raiser: me ?? `launch ${session.id}`,
  };

  /** Only an encounter of the launch's own server can be read there. */
  function readOwn(id: string) {
    const at = `${ids.prefix}Encounter/`;
    const logical = id.startsWith(at) ? id.slice(at.length) : '';
    return /^[A-Za-z0-9\-.]{1,64}$/.test(logical)
      ? readEncounter({ patient, encounter: logical }, live)
      : Promise.resolve(notAsked('the encounter is of another server'));
  }
}

interface Refusing {
  choice: string;
  encounter: { patient_id: string } | null;
  all: { encounter_id: string }[];
  patientId: string;
  live: Live;
  /** By the page's own address, not by the EHR. */
  named: boolean;
}

function refuseOthers({ choice, encounter, all, patientId, live, named }: Refusing): void {
  const owners = [
    encounter?.patient_id,
    live.encounter.ok ? live.encounter.value.patient_id : undefined,
  ].filter((id) => id !== undefined && id !== '');
  if (owners.some((id) => id !== patientId) && !all.some((one) => one.encounter_id === choice))
    throw new ChartProblem(
      'other-patient',
      409,
      'Not shown: two patients',
      'The encounter that was named is not of the patient whose chart this was opened from. Start the app again from the chart.',
    );
  if (named && owners.length === 0 && !all.some((one) => one.encounter_id === choice))
    throw new ChartProblem(
      'no-such-encounter',
      404,
      'No such encounter',
      'This patient has no encounter of that number that could be read. Go back and choose another.',
    );
}
