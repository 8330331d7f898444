/** npm run docs: docs/measures/, one page a measure, from the headers of src/measures/*.sql. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { MeasureDefinition } from '../src/measures/measure.js';
import { loadMeasures } from '../src/measures/registry.js';
import { loadRules } from '../src/rules/load.js';
import { shipped } from '../src/rules/shipped.js';

export const PAGES = join(import.meta.dirname, '..', 'docs', 'measures');

const NOTE = '<!-- Written by `npm run docs` from src/measures/*.sql: edit those. -->\n';

/** What each kind of measure is, and how its interval is made (docs/decisions.md). */
const KINDS: Record<MeasureDefinition['kind'], string> = {
  share:
    'share: sum of numerators ÷ sum of denominators, between 0 and 1; 95% interval by leaving one clinician out, on the logit scale',
  rate: 'rate: sum of numerators ÷ sum of denominators; 95% interval by leaving one clinician out, on the log scale',
  mean: 'mean: sum of numerators ÷ sum of denominators; 95% interval by leaving one clinician out, on the log scale',
  median: 'median: the exact median; 95% interval by drawing whole clinicians 2,000 times, with a fixed seed',
  concentration: 'concentration: how unevenly a load is spread over clinicians',
};

/** The words for what a measure needs; a table of the store otherwise. */
const NEEDS: Record<string, string> = {
  'time-zone': 'the site’s time zone',
  schedule: 'appointments or shifts',
  holidays: 'a period with one of the site’s holidays',
  weekends: 'a period with a weekend',
  'order-contribution': 'who contributed to orders',
  'order-cancelled-by': 'who cancelled which order',
};

/** Every page by its file name, README.md among them. */
export function measurePages(): Map<string, string> {
  const measures = loadMeasures();
  const rulesOf = rulesByMeasure(measures);
  const pages = measures.map((one): [string, string] => [`${one.id}.md`, page(one, rulesOf(one.id))]);
  return new Map([['README.md', index(measures)], ...pages]);
}

function index(measures: readonly MeasureDefinition[]): string {
  const side = (wanted: MeasureDefinition['side']) =>
    measures
      .filter((one) => one.side === wanted)
      .map(({ id, title, unit, by, judged }) => {
        const shown = judged ? '' : ' (shown, never judged)';
        return `| [${id}](${id}.md) | ${cell(title)}${shown} | ${cell(unit)} | ${by.join(', ')} |`;
      });
  const head = ['| measure | what it is | unit | by |', '| --- | --- | --- | --- |'];
  return `${NOTE}
# Measures

Each is one SQL file in \`src/measures/\`, its definition in the header. The SQL returns sums per clinician or
encounter and never divides; what it reads is described in [measure-tables.md](../measure-tables.md). Published values
on these pages are context for a reader. None of them is a threshold: thresholds are in [the rules](../rules.md).

## Burden

${[...head, ...side('burden')].join('\n')}

## Benefit

${[...head, ...side('benefit')].join('\n')}
`;
}

function page(measure: MeasureDefinition, rules: string[]): string {
  const facts = [
    ['id', `\`${measure.id}\``],
    ['unit', measure.unit],
    ['kind', KINDS[measure.kind]],
    ['side', measure.side],
    ['judged', measure.judged ? 'yes' : 'no: shown only, no rule may judge it'],
    ['needs', list(measure.needs.map(need))],
    ['needs to be judged', list(measure.judgedNeeds.map(need))],
    ['by', list(measure.by)],
    ['variants', variants(measure)],
    ['our rules', rules.length > 0 ? list(rules.map((id) => `\`${id}\``)) : 'none'],
  ].filter(([, value]) => value !== '');
  return `${NOTE}
# ${measure.title}

${measure.definition}

| | |
| --- | --- |
${facts.map(([name, value]) => `| ${name} | ${cell(value!)} |`).join('\n')}

## Published values

Context for a reader, never a threshold: sites, software and definitions differ.

${references(measure)}

${
  measure.criticisms.length > 0
    ? `## Known criticisms\n\n${measure.criticisms.map((one) => `- ${one}`).join('\n')}\n\n`
    : ''
}## SQL

\`src/measures/${basename(measure.file)}\`; its tables are in [measure-tables.md](../measure-tables.md).

\`\`\`sql
${measure.sql}
\`\`\`
`;
}

function references({ references }: MeasureDefinition): string {
  const given = references.filter((one) => one !== 'none');
  return given.length > 0 ? given.map((one) => `- ${one}`).join('\n') : 'None is known to us.';
}

function variants({ variants, mustAgree }: MeasureDefinition): string {
  if (variants.length === 0) return '';
  const [first, ...others] = variants.map((one) => `\`${one}\``);
  const agree = mustAgree.map((one) => `\`${one}\``).join(', ');
  const rest = agree
    ? `; a verdict must be the same under ${agree}, else it is “cannot tell” (definition-dependent)`
    : '';
  return `${first} is shown first and judged; beside it ${others.join(', ')}${rest}`;
}

const need = (one: string): string => NEEDS[one] ?? `\`${one}\``;
const list = (items: string[]): string => items.join(', ');
const cell = (text: string): string => text.replaceAll('|', '\\|');

function rulesByMeasure(measures: readonly MeasureDefinition[]): (measure: string) => string[] {
  const loaded = loadRules(shipped('mission.yaml'), { measures });
  if (!loaded.ok) throw new Error('rules/mission.yaml has faults: mission-audit rules check');
  return (measure) => loaded.rules.rules.filter((rule) => rule.measure === measure).map(({ id }) => id);
}

function main(): void {
  const pages = measurePages();
  mkdirSync(PAGES, { recursive: true });
  for (const name of readdirSync(PAGES)) if (!pages.has(name)) rmSync(join(PAGES, name));
  for (const [name, text] of pages) writeFileSync(join(PAGES, name), text);
  process.stdout.write(`${pages.size} pages in docs/measures\n`);
}

if (process.argv[1] === import.meta.filename) main();
