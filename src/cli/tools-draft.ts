import type { Draft, DraftEntry } from '../measures/tool-suggestions/draft.js';
import type { Regular, Tireless } from '../measures/tool-suggestions/rows.js';
import { clean } from '../report/text/lines.js';
import type { Line } from '../store/config/tools.js';
import { count, percent } from '../wording/numbers.js';

export interface DraftFile extends Draft {
  regular: Regular[];
  tireless: Tireless[];
  /** The tools.yaml that there is. */
  beside: string | undefined;
}

/** A tools.yaml to start from, with the clinician rows of every entry beside it. What it is not sure of is commented out. */
export function draftYaml(draft: DraftFile): string {
  return [
    '# A draft of tools.yaml, made by mission-audit tools --suggest from the words of the audit log. It is a guess:',
    '# rename what is named badly, put together what is one tool, and take apart what is several. The first entry that',
    '# matches a row wins. Behind each # stand clinicians’ rows, counted where they would be matched first.',
    `# ${count(draft.pending)} of them had no tool; this draft leaves ${count(draft.left)} (${share(draft.left, draft.pending)}).`,
    ...(draft.beside
      ? [`# It holds only what ${clean(draft.beside)} leaves open: put its entries after those.`]
      : []),
    'version: 1',
    ...section('tools', draft.tools, (entry) => toolLines(entry, draft.pending)),
    ...unsorted(draft),
    ...section('activities', draft.activities, activityLines),
    ...background(draft.regular),
    ...notPeople(draft.tireless),
    '',
  ].join('\n');
}

function section(key: string, entries: DraftEntry[], lines: (entry: DraftEntry) => string[]): string[] {
  return entries.length > 0 ? ['', `${key}:`, ...entries.flatMap(lines)] : ['', `${key}: []`];
}

function toolLines({ id, title, category, lines, rows }: DraftEntry, pending: number): string[] {
  return [
    `  - id: ${flow(id)} # ${count(rows)} rows, ${share(rows, pending)}`,
    `    title: ${flow(title)}`,
    category === '' ? '    # category: say which' : `    category: ${category}`,
    ...matchLines(lines),
  ];
}

function activityLines({ id, lines, rows }: DraftEntry): string[] {
  return [`  - id: ${id} # ${count(rows)} rows`, ...matchLines(lines)];
}

function matchLines(lines: DraftEntry['lines']): string[] {
  return ['    match:', ...lines.map(({ match, rows }) => `      - ${flow(match)} # ${count(rows)}`)];
}

const SHOWN = 40;

function unsorted({ unsorted: lines }: Draft): string[] {
  if (lines.length === 0) return [];
  return [
    '',
    '# Nothing tells the tool of these. Put each under the entry it belongs to.',
    ...lines.slice(0, SHOWN).map(({ match, rows }) => `#     - ${flow(match)} # ${count(rows)}`),
    ...(lines.length > SHOWN ? [`# … and ${count(lines.length - SHOWN)} more`] : []),
  ];
}

/** Never applied silently: whether a screen refreshes itself is for somebody who knows it to say. */
function background(regular: Regular[]): string[] {
  if (regular.length === 0)
    return ['', '# Nothing was found that comes by the clock: no background is proposed.'];
  return [
    '',
    '# These come by the clock, as a screen does that refreshes itself. Take away the # before those that do, and before',
    '# the word background: their rows are then nobody’s action.',
    '# background:',
    ...regular.map(
      ({ fact, name, rows, every, share: part }) =>
        `#   - ${flow({ [fact]: name })} # ${count(rows)} rows; ${percent(part)} of the gaps are multiples of ${count(every)} s`,
    ),
  ];
}

function notPeople(tireless: Tireless[]): string[] {
  if (tireless.length === 0) return ['', '# No account works as no person does: no notPeople are proposed.'];
  return [
    '',
    '# These accounts act in 20 hours of one day and more, or more than 3,000 times in one hour. Take away the # before',
    '# those that are no person, and before the word notPeople: their rows are then a system’s.',
    '# notPeople:',
    ...tireless.map(
      ({ user, rows, hours, busiest }) =>
        `#   - ${flow(user)} # ${count(rows)} rows; at work in up to ${hours} hours of a day, ${count(busiest)} rows in the busiest hour`,
    ),
  ];
}

function share(part: number, whole: number): string {
  return whole > 0 ? percent(part / whole) : '0%';
}

/** A line of `match` on one line of the file. */
function flow(match: Line | string): string {
  if (typeof match === 'string') return scalar(match);
  const facts = Object.entries(match).map(([fact, wanted]) => {
    const values = [wanted].flat().map(scalar);
    return `${fact}: ${Array.isArray(wanted) ? `[${values.join(', ')}]` : values[0]}`;
  });
  return `{${facts.join(', ')}}`;
}

const PLAIN = /^[A-Za-z]([A-Za-z0-9 _./*-]*[A-Za-z0-9_./*-])?$/;
const RESERVED = /^(true|false|null|yes|no|on|off|y|n)$/i;

/** Text as YAML reads it back; what is not plain is quoted as JSON, which YAML 1.2 contains. */
function scalar(text: string): string {
  return PLAIN.test(text) && !RESERVED.test(text) ? text : JSON.stringify(text);
}
