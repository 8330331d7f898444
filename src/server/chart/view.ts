import type {
  ChartAlerts,
  ChartFigure,
  ChartTool,
  ChartView,
  EncounterChoice,
  Peers,
} from '../../chart-view.js';
import type { ToolMap } from '../../store/config/tools.js';
import { kindKey, kindWords } from '../figures/meta.js';
import type { FiguresReader, StoredEncounter, StoredFigures } from '../figures/reader.js';
import { alertsOf } from './chart-alerts.js';
import type { SiteClock } from './clock.js';
import type { Live, LiveEncounter } from './live.js';
import type { Merged } from './merge.js';
import { type Sight, visible } from './people.js';
import { questionsOf } from './questions.js';
import { sentence } from './reasons.js';
import { timelineOf } from './timeline.js';

/** All that is known when the page is drawn; what is not is null, with its reason beside it. */
export interface Known {
  session: string;
  /** The person's id as the store keeps it. */
  me: string | null;
  reader: FiguresReader | null;
  stored: StoredFigures | null;
  live: Live;
  merged: Merged;
  sight: Sight;
  encounter: StoredEncounter | LiveEncounter | null;
  chosenHow: string | null;
  choices: EncounterChoice[];
  tools: ToolMap;
  clock: SiteClock;
  /** Microseconds since 1970. */
  now: number;
}

type Drawn = Omit<ChartView, 'session' | 'banner' | 'concerns' | 'own' | 'style'>;

/** Everything on the page but the banner, the concerns and what the page itself cost. */
export function drawn(known: Known): Drawn {
  const { sight, me, merged, stored, tools, clock } = known;
  const titleOf = (tool: string) =>
    tool === '' ? 'Not mapped to a tool' : (tools.tools.find(({ id }) => id === tool)?.title ?? tool);
  const own = {
    work: visible(merged.work, sight.see, me),
    minutes: visible(merged.minutes, sight.see, me),
    // An alert without a user belongs to the encounter, not to a colleague.
    episodes: (stored?.episodes ?? []).filter(
      (row) => row.user_id === '' || visible([row], sight.see, me).length > 0,
    ),
    telemetry: visible(stored?.telemetry ?? [], sight.see, me),
  };
  const alerts = alertsOf(known, own.episodes, titleOf);
  const toolRows = toolsOf(known, own, titleOf);
  return {
    encounter: encounterOf(known),
    choices: known.choices,
    chosenHow: known.chosenHow,
    ownOnly: sight.see === 'own',
    figures: known.encounter ? figuresOf(known, own, alerts) : [],
    alerts,
    timeline: timelineOf({
      minutes: own.minutes,
      episodes: own.episodes,
      visit: { started: known.encounter?.started ?? null, ended: known.encounter?.ended ?? null },
      now: known.now,
      clock,
      titleOf,
    }),
    tools: toolRows,
    questions: known.reader
      ? questionsOf(known.reader.result, { tools: new Set(toolRows.map(({ tool }) => tool)), titleOf })
      : [],
    sources: sourcesOf(known),
    asOf: clock.full(known.now),
  };
}

interface Own {
  work: Merged['work'];
  minutes: Merged['minutes'];
  episodes: StoredFigures['episodes'];
  telemetry: StoredFigures['telemetry'];
}

/** Statuses of encounters that are over, whatever their end. */
const OVER = new Set(['finished', 'completed', 'cancelled', 'discontinued', 'entered-in-error']);

function encounterOf({ encounter, clock, now, sight }: Known): ChartView['encounter'] {
  if (!encounter) return null;
  const words = kindWords(encounter);
  return {
    id: encounter.encounter_id,
    kind: words[0]!.toUpperCase() + words.slice(1),
    started: encounter.started === null ? null : clock.full(encounter.started),
    ended: encounter.ended === null ? null : clock.full(encounter.ended),
    open:
      encounter.started !== null &&
      encounter.started <= now &&
      encounter.ended === null &&
      !OVER.has(encounter.status),
    clinicians: sight.clinicians > 0 ? sight.clinicians : null,
  };
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

function figuresOf(known: Known, own: Own, alerts: ChartAlerts): ChartFigure[] {
  const { merged, sight, stored } = known;
  const nobody = sight.why;
  const actionsWhy = nobody ?? merged.actionsWhy;
  const timeWhy = nobody ?? merged.timeWhy;
  const seconds = sum(own.work.map((row) => row.seconds));
  const whose = sight.see === 'own' ? 'Yours. ' : '';
  const counted = stored?.encounter?.in_telemetry === true;
  const clicks = counted ? own.telemetry.filter(({ scope }) => scope === 'whole-ehr') : [];
  const clicksWhy =
    nobody ??
    (clicks.length > 0
      ? null
      : counted && (stored?.telemetry.length ?? 0) > 0
        ? 'What is counted here covers one tool or a colleague, not this whole EHR for you.'
        : 'Nothing counts clicks in this EHR for this encounter.');
  const actions = sum(own.work.map((row) => row.actions));
  const tools = new Set(own.work.map(({ tool }) => tool).filter((tool) => tool !== '')).size;
  const attention = attentionOf(known, own, timeWhy);
  return [
    figure(known, 'clicks', {
      label: 'Clicks',
      value: sum(clicks.map((row) => row.clicks)),
      why: clicksWhy,
      text: (n) => String(n),
      note: `${whose}Clicks and keyboard activations, counted in the EHR’s own pages.`,
      source: 'store',
    }),
    figure(known, 'logged-actions', {
      label: 'Logged actions',
      value: actions,
      why: actionsWhy,
      text: (n) => String(n),
      note: `${whose}Rows of the audit log, not clicks.`,
      source: merged.source,
    }),
    figure(known, 'ehr-time', {
      label: 'Active EHR time',
      value: seconds / 60,
      why: timeWhy,
      text: (n) => `${n < 10 ? n.toFixed(1) : Math.round(n)} min`,
      note: `${whose}Between logged actions at most 5 minutes apart.${attention.beside}`,
      source: merged.source,
    }),
    figure(known, 'undivided-attention', {
      label: 'Time without the screen',
      value: attention.value ?? 0,
      why: attention.why,
      text: (n) => `${Math.round(n * 100)}%`,
      note: `The part of the visit that ${sight.see === 'own' ? 'you did not spend' : 'was not spent'} in the EHR.`,
      source: merged.source,
    }),
    figure(known, 'alerts', {
      label: 'Alerts',
      value: alerts.total ?? 0,
      why: alerts.cannotTell,
      text: (n) => String(n),
      note: `${whose}Repeats within 10 minutes count once.`,
      source: alerts.source,
    }),
    figure(known, 'tools', {
      label: 'Tools touched',
      value: tools,
      why: actionsWhy,
      text: (n) => String(n),
      note: `${whose}Different tools that the rows came from.`,
      source: merged.source,
    }),
  ];
}

interface Figure {
  label: string;
  value: number;
  why: string | null;
  text: (value: number) => string;
  note: string;
  source: ChartFigure['source'];
}

function figure(
  known: Known,
  id: ChartFigure['id'],
  { label, value, why, text, note, source }: Figure,
): ChartFigure {
  const told = why === null;
  return {
    id,
    label,
    text: told ? text(value) : null,
    value: told ? value : null,
    cannotTell: told ? null : sentence(why),
    note,
    source: told ? source : null,
    peers: told && source !== 'ehr' ? peersOf(known, id) : null,
  };
}

/** One's own figures are not compared with what whole encounters took. */
function peersOf({ reader, encounter, sight }: Known, id: string): Peers | null {
  if (!reader || !encounter || sight.see !== 'all') return null;
  return reader.meta.peers[kindKey(encounter)]?.[id] ?? null;
}

/** (visit − active EHR time inside it) ÷ visit; measures: undivided-attention. */
function attentionOf(
  { encounter }: Known,
  own: Own,
  timeWhy: string | null,
): { value: number | null; why: string | null; beside: string } {
  const { started = null, ended = null } = encounter ?? {};
  if (started === null || ended === null || ended <= started)
    return { value: null, why: 'the visit has no end yet, or its times are not known', beside: '' };
  const minutes = (ended - started) / 60e6;
  const beside = ` The visit lasted ${minutes < 120 ? `${Math.round(minutes)} min` : `${(minutes / 60).toFixed(1)} h`}.`;
  if (timeWhy !== null) return { value: null, why: timeWhy, beside };
  const inside = sum(own.minutes.filter((row) => row.inside).map((row) => row.seconds)) / 60;
  if (inside > minutes)
    return { value: null, why: 'several people worked in the EHR at the same time', beside };
  return { value: 1 - inside / minutes, why: null, beside };
}

const BENEFITS: Record<string, (n: number) => string> = {
  hazard: (n) => (n === 1 ? '1 hazard found' : `${n} hazards found`),
  'hazard-mitigated': (n) => (n === 1 ? '1 hazard mitigated' : `${n} hazards mitigated`),
  education: (n) => (n === 1 ? 'education given' : `education given ${n} times`),
  'teach-back': (n) => (n === 1 ? 'teach-back recorded' : `${n} teach-backs recorded`),
  immunization: (n) => (n === 1 ? '1 immunization' : `${n} immunizations`),
  screening: (n) => (n === 1 ? '1 screening' : `${n} screenings`),
};

function toolsOf(known: Known, own: Own, titleOf: (tool: string) => string): ChartTool[] {
  const { merged, stored, tools, sight } = known;
  const benefits = stored?.benefits ?? [];
  const ids = new Set([
    ...own.work.map(({ tool }) => tool),
    ...own.episodes.map(({ tool }) => tool),
    ...benefits.map(({ tool }) => tool).filter((tool) => tool !== ''),
  ]);
  return [...ids]
    .map((tool) => {
      const work = own.work.filter((row) => row.tool === tool);
      const alerts = own.episodes.filter((row) => row.tool === tool);
      const accepted = alerts.filter(({ response }) => response === 'accepted').length;
      const counted = stored?.encounter?.in_alerts === true && sight.see !== 'none';
      return {
        tool,
        title: titleOf(tool),
        category: tools.tools.find(({ id }) => id === tool)?.category ?? '',
        actions:
          merged.actionsWhy === null && sight.see !== 'none' ? sum(work.map((row) => row.actions)) : null,
        minutes:
          merged.timeWhy === null && sight.see !== 'none' ? sum(work.map((row) => row.seconds)) / 60 : null,
        alerts: counted ? alerts.length : null,
        cameBack: [
          ...(accepted > 0 ? [`${accepted} ${accepted === 1 ? 'alert' : 'alerts'} accepted`] : []),
          ...benefits
            .filter((row) => row.tool === tool)
            .map(({ kind, n }) => BENEFITS[kind]?.(n) ?? `${n} ${kind}`),
        ],
      };
    })
    .sort(
      (a, b) => (b.minutes ?? b.actions ?? 0) - (a.minutes ?? a.actions ?? 0) || (a.title < b.title ? -1 : 1),
    );
}

function sourcesOf({ reader, stored, live, merged, encounter, clock }: Known): ChartView['sources'] {
  const period = reader?.meta.period;
  const made = reader ? clock.full(Date.parse(reader.meta.madeAt) * 1000) : '';
  const state = (ok: boolean, some: boolean) =>
    (ok ? (some ? 'used' : 'empty') : 'cannot-tell') as SourceState;
  const asked = (
    name: string,
    answer: { ok: true; value: unknown } | { ok: false; why: string },
    used: boolean,
    words: string,
  ) => ({
    name,
    state: state(answer.ok, used),
    detail: answer.ok ? words : sentence(answer.why),
  });
  const fromEhr = merged.source === 'ehr' || merged.source === 'store+ehr';
  return [
    {
      name: 'The site’s store',
      state: state(reader !== null, (stored?.work.length ?? 0) > 0 || (stored?.episodes.length ?? 0) > 0),
      detail: !reader
        ? 'Its figures are being worked out, or it is empty.'
        : `${period ? `It covers ${period.from} to ${period.to}` : 'It has no audit log'}; figures of ${made}.`,
    },
    ...(encounter
      ? [
          asked('The EHR’s Encounter', live.encounter, true, 'Read live, with your permission.'),
          asked(
            'The EHR’s AuditEvent',
            live.events,
            fromEhr,
            fromEhr
              ? 'What came after the store’s last row is added.'
              : 'It had nothing that the store does not have.',
          ),
          asked(
            'The EHR’s DetectedIssue',
            live.hazards,
            live.hazards.ok && live.hazards.value.found > 0,
            hazardWords(live),
          ),
        ]
      : [
          asked(
            'The EHR’s Encounter',
            live.encounters,
            live.encounters.ok && live.encounters.value.length > 0,
            'Searched by patient.',
          ),
        ]),
  ];
}

type SourceState = 'used' | 'empty' | 'cannot-tell';

function hazardWords({ hazards }: Live): string {
  if (!hazards.ok) return '';
  const { found, mitigated, elsewhere } = hazards.value;
  const more =
    elsewhere > 0
      ? ` ${elsewhere} of this patient’s ${elsewhere === 1 ? 'does' : 'do'} not say of which encounter.`
      : '';
  return found === 0
    ? `No hazard is recorded for this encounter.${more}`
    : `${found} recorded, ${mitigated} of them mitigated.${more}`;
}
