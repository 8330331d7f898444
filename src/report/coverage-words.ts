import type { Coverage } from '../result.js';
import { count, percent } from '../wording/numbers.js';

const some = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

const listed = (items: string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** Who acted, as counts; systems and patients are counted, but nobody's burden. */
const whoActed = (c: Coverage): string => {
  const unnamed = Math.max(0, c.otherEvents - c.unidentifiedEvents - c.patientEvents - c.relatedEvents);
  const others: [number, string][] = [
    [c.systemEvents, 'by systems'],
    [c.unidentifiedEvents, 'by somebody the log does not identify'],
    [c.patientEvents, 'by patients'],
    [c.relatedEvents, 'by relatives'],
    [unnamed, 'by others'],
  ];
  const rest = others.filter(([n]) => n > 0).map(([n, who]) => `${count(n)} ${who}`);
  const first = `${some(c.encounters, 'encounter')} and ${some(c.clinicianEvents, 'logged action')} of clinicians were measured.`;
  return rest.length ? `${first} Counted, but no part of their work: ${listed(rest)}.` : first;
};

const attributed = ({ attribution: a }: Coverage): string | null => {
  const all = a.explicit + a.period + a.nearby + a.none;
  if (all === 0) return null;
  const of = (n: number) => percent(n / all);
  return (
    `Of the clinicians’ logged actions ${of(a.explicit)} name their encounter, ${of(a.period)} fall into an ` +
    `encounter of that patient, ${of(a.nearby)} are close to one, and ${of(a.none)} belong to none.`
  );
};

const unmapped = ({ unmappedShare: share }: Coverage): string | null => {
  if (share === null) return null;
  const said = `${percent(share)} of the clinicians’ logged actions belong to no tool in tools.yaml`;
  return share > 0.2 ? `${said}; above 20% no tool is judged.` : `${said}.`;
};

const traced = ({ resolved }: Coverage): string | null => {
  const kinds = (['user', 'patient', 'encounter'] as const).filter((kind) => resolved[kind] !== null);
  if (kinds.length === 0) return null;
  return `Ids that lead to a known record: ${kinds.map((kind) => `${kind} ${percent(resolved[kind]!)}`).join(', ')}.`;
};

const setApart = (c: Coverage): string[] =>
  [
    c.backgroundEvents > 0 &&
      `${some(c.backgroundEvents, 'row')} came from screens that refresh themselves, which is nobody’s action.`,
    c.toUncounted > 0 &&
      `${some(c.toUncounted, 'row')} ${c.toUncounted === 1 ? 'names' : 'name'} an encounter that was planned, cancelled or entered in error.`,
    c.ownEvents > 0 && `${some(c.ownEvents, 'row')} came from Mission Audit itself, and count in no figure.`,
    c.suspectedServiceAccounts > 0 &&
      `${some(c.suspectedServiceAccounts, 'account')} behaved as a machine would. If so, list them under notPeople in tools.yaml.`,
  ].filter((sentence) => typeof sentence === 'string');

/** Coverage in sentences that need no glossary. */
export const coverageSentences = (coverage: Coverage): string[] => {
  if (coverage.feeds.length === 0) return ['No data was read, so nothing could be measured.'];
  const sentences = [whoActed(coverage), attributed(coverage), unmapped(coverage), traced(coverage)];
  return [...sentences.filter((sentence) => sentence !== null), ...setApart(coverage)];
};
