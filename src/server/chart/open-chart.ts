import type { LaunchSession } from '../../../smart-launch/index.js';
import { isFhirId } from '../../../smart-launch/launch-context.js';
import type { ChartView } from '../../chart-view.js';
import { loadBenefitCodes } from '../../feeds/benefit-codes.js';
import { Ids, type Server } from '../../feeds/fhir/reference.js';
import { resourceReader } from '../../feeds/fhir/resource.js';
import type { AlertMap } from '../../store/config/alerts.js';
import { homeAlias, type Site } from '../../store/config/site.js';
import type { ToolMap } from '../../store/config/tools.js';
import type { ServeIssuer } from '../config/serve-config.js';
import type { FiguresReader } from '../figures/reader.js';
import { bannerOf } from './banner.js';
import { ChartProblem } from './chart-problem.js';
import { choicesOf, chosen, listed } from './choose.js';
import { siteClock } from './clock.js';
import {
  type Live,
  type LiveEncounter,
  type LiveEvent,
  notAsked,
  readEncounter,
  readPatient,
} from './live.js';
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

  /** The server's alias, and the servers of the site with the EHR as it was launched from: its own address is its own. */
  serverOf({ iss, server: alias }: Pick<ServeIssuer, 'iss' | 'server'>): {
    server: string;
    servers: Server[];
  } {
    const { site } = this.known;
    const server = alias || homeAlias(site);
    const known = site.servers.find((one) => one.alias === server);
    const home = known ? known.home : site.servers.length === 0;
    return { server, servers: [...site.servers, { alias: server, base: iss, home }] };
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
  const { sites, figures, launch } = context;
  const { server, servers } = siteOf(context, session);
  const ids = new Ids(server, servers);
  const reader = figures.now;
  const fhirUser = session.fhirUser ? ids.of(session.fhirUser) : null;
  if (fhirUser && NOT_CLINICIAN.test(fhirUser))
    throw new ChartProblem(
      'not-a-clinician',
      403,
      'This page is for clinicians',
      'It shows what an encounter asked of the people who work in the EHR. It was opened by somebody else.',
    );
  const patient = session.patient!;
  const written = ids.of(`Patient/${patient}`);
  const standing = (await reader?.standing([written, ...(fhirUser ? [fhirUser] : [])])) ?? new Map();
  const me = fhirUser && (standing.get(fhirUser) ?? fhirUser);
  const patientId = standing.get(written) ?? written;
  const { timeZone, strata } = sites.known.site;
  const live = {
    fhir: launch.fhir(session),
    rows: resourceReader({ server, servers, timeZone, feed: 'fhir', strata }, sites.codes),
    ids,
    patienceMs: context.patienceMs,
  };
  const now = context.now() * 1000;
  const launched = session.encounter ? ids.of(`Encounter/${session.encounter}`) : undefined;
  if (wanted !== undefined && !CAN_BE_ID.test(wanted)) throw noSuchEncounter();
  const named = wanted ?? launched;
  const early = named ? readOwn(named) : undefined;
  const [about, stored] = await Promise.all([
    readPatient(patient, { ...live, wantsPatient: session.needPatientBanner }),
    reader?.encountersOf(patientId) ?? [],
  ]);
  const all = listed(about.encounters.ok ? about.encounters.value : [], stored);
  const choice = named ? { id: named, how: null } : chosen(all, now);
  const own = choice ? await (early ?? readOwn(choice.id)) : notAsked('no encounter is chosen');
  const found = choice && reader ? await reader.encounter(choice.id) : null;
  const knownLive: Live = { ...about, ...own };
  const mine = new Set([written, patientId]);
  if (choice)
    refuseOthers({
      choice: choice.id,
      stored: found?.encounter ?? null,
      all,
      mine,
      live: knownLive,
      // What the EHR named, or this launch has shown before, needs no proof that it exists.
      named: wanted !== undefined && wanted !== launched && !sites.hasShown(session.id, wanted),
    });
  // The store may know another encounter of that number, of another patient: nothing of that is shown.
  const figured = found && ofPatient(found.encounter, mine) ? found : null;
  const read = knownLive.encounter.ok ? knownLive.encounter.value : null;
  const encounter = figured?.encounter ?? read ?? (choice ? unread(choice.id, patientId) : null);
  if (knownLive.events.ok)
    knownLive.events = { ok: true, value: await withPeople(knownLive.events.value, reader) };
  const merged = merge({
    stored: figured,
    meta: reader?.meta ?? null,
    server,
    live: knownLive.events,
    tools: sites.known.tools,
    ownName: clientIdOf(context, session),
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
    raiser: raiserOf(context, session),
  };

  /** Only an encounter of the launch's own server can be read there. */
  function readOwn(id: string) {
    const at = `${ids.prefix}Encounter/`;
    const logical = id.startsWith(at) ? id.slice(at.length) : '';
    return isFhirId(logical)
      ? readEncounter({ patient, encounter: logical }, live)
      : Promise.resolve(notAsked('the encounter is of another server'));
  }
}

/** The EHR named it, and neither it nor the store tells more: each figure then says why it cannot be told. */
function unread(encounter_id: string, patient_id: string): LiveEncounter {
  return { encounter_id, patient_id, class: '', virtual: false, status: '', started: null, ended: null };
}

/** No id is longer, and none has control characters in it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const CAN_BE_ID = /^[^\u0000-\u001f\u007f]{1,300}$/;

export function siteOf({ config, sites }: Pick<ChartContext, 'config' | 'sites'>, session: LaunchSession) {
  return sites.serverOf(
    config.issuers.find(({ iss }) => iss === session.issuer) ?? { iss: session.issuer, server: '' },
  );
}

/**
 * Who raises a concern in this launch: the person as the EHR names them, whatever the store makes of it, so that the
 * answer comes back also while there are no figures; where nobody is named, the launch.
 */
export function raiserOf(context: ChartContext, session: LaunchSession): string {
  const { server, servers } = siteOf(context, session);
  return session.fhirUser ? new Ids(server, servers).of(session.fhirUser) : `launch ${session.id}`;
}

/** Live rows name people as their EHR does; one person under two names would count as two. */
async function withPeople(events: LiveEvent[], reader: FiguresReader | null): Promise<LiveEvent[]> {
  const users = [...new Set(events.map(({ values }) => String(values.user_id ?? '')))];
  const standing = await reader?.standing(users);
  if (!standing || standing.size === 0) return events;
  return events.map((event) => {
    const user = standing.get(String(event.values.user_id ?? ''));
    return user === undefined ? event : { ...event, values: { ...event.values, user_id: user } };
  });
}

function ofPatient(encounter: { patient_id: string } | null, mine: ReadonlySet<string>): boolean {
  return !encounter || encounter.patient_id === '' || mine.has(encounter.patient_id);
}

interface Refusing {
  choice: string;
  stored: { patient_id: string } | null;
  all: { encounter_id: string }[];
  /** The patient's ids: as the EHR has it, and the one that remains. */
  mine: ReadonlySet<string>;
  live: Live;
  /** By the page's own address, not by the EHR. */
  named: boolean;
}

function refuseOthers({ choice, stored, all, mine, live, named }: Refusing): void {
  const listed = all.some((one) => one.encounter_id === choice);
  const read = live.encounter.ok ? live.encounter.value.patient_id : '';
  const known = [stored?.patient_id ?? '', read].filter((id) => id !== '');
  // Where the encounter itself cannot be read, its audit log says whose it is.
  const events = live.events.ok ? live.events.value.map(({ values }) => String(values.patient_id ?? '')) : [];
  const owners = known.length > 0 || listed ? known : events.filter((id) => id !== '');
  const isMine = (id: string) => mine.has(id);
  // The EHR's own word on the encounter is the last: it may have been moved since the store, or a list, was made.
  const another = read !== '' ? !isMine(read) : !listed && owners.length > 0 && !owners.some(isMine);
  if (another)
    throw new ChartProblem(
      'other-patient',
      409,
      'Not shown: two patients',
      'The encounter that was named is not of the patient whose chart this was opened from. Start the app again from the chart.',
    );
  if (named && known.length === 0 && !listed) throw noSuchEncounter();
}

function noSuchEncounter(): ChartProblem {
  return new ChartProblem(
    'no-such-encounter',
    404,
    'No such encounter',
    'This patient has no encounter of that number that could be read. Go back and choose another.',
  );
}

/** By which the EHR's own log may know this app. */
function clientIdOf({ config }: ChartContext, session: LaunchSession): string {
  return config.issuers.find(({ iss }) => iss === session.issuer)?.clientId ?? '';
}
