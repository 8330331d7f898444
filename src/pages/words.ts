import type { Finding, Reason, Status } from '../result.js';
import { day } from '../wording/days.js';
import { rankOf, statuses } from '../wording/statuses.js';

const known = new Map(statuses.map((entry) => [entry.status, entry]));

export const badgeOf = (status: Status): string => {
  const { mark, word } = known.get(status) ?? known.get('error')!;
  return `${mark} ${word}`;
};

/** Without its mark, for counts. */
export const wordOf = (status: Status): string => (known.get(status) ?? known.get('error')!).word;

/** For a class attribute: one of ours, whatever was given. */
export const toneOf = (status: Status): Status => (known.has(status) ? status : 'error');

export const worstFirst = <T extends { status: Status }>(items: readonly T[]): T[] =>
  items.toSorted((a, b) => rankOf(toneOf(a.status)) - rankOf(toneOf(b.status)));

const reasons = new Map<Reason, string>([
  ['missing-table', 'The data it needs was not given'],
  ['unmapped', 'Too many logged actions belong to no known tool'],
  ['too-few', 'Too little data for a fair answer'],
  ['too-close', 'Too close to the threshold to call'],
  ['definition-dependent', 'The answer changes with how the measure is defined'],
  ['suppressed', 'The numbers are too small to show without pointing at people'],
]);

export const reasonOf = (reason: Reason | null): string | null => (reason && reasons.get(reason)) ?? reason;

const articles = new Map([
  ['the-mission-of-medicine', 'The mission of medicine'],
  ['behind-the-stethoscope', 'Behind the stethoscope'],
]);

export const articleOf = (id: string): string => articles.get(id) ?? id;

const bases = new Map([
  ['local', 'no outside benchmark'],
  ['consensus', 'generally agreed'],
  ['evidence', 'published evidence'],
  ['regulation', 'regulation'],
  ['none', 'no published basis'],
]);

/** Where a threshold comes from, in one line. */
export const basisOf = ({ basis }: Finding): string =>
  [
    bases.get(basis.kind) ?? basis.kind,
    basis.note,
    basis.citation,
    basis.reviewed && `Reviewed ${day(basis.reviewed)}`,
  ]
    .flatMap((part) => (part ? [sentence(part)] : []))
    .join('. ');

/** Without its full stop, so that sentences can be joined. */
const sentence = (text: string): string => {
  const bare = text.trim().replace(/\.$/, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
};

/** “override-rate” reads “Override rate”. */
export const humanised = (id: string): string => {
  const words = id.replace(/[-_]+/g, ' ').replace(/\bpop up/g, 'pop-up');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** “1 clinician”, “2 clinicians”. */
export const some = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
