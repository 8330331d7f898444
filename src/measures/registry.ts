import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dimension, MeasureDefinition, MeasureKind } from './measure.js';

const DIMENSIONS: Dimension[] = ['tool', 'activity', 'specialty', 'stratum', 'alert_key', 'class'];
const KINDS: MeasureKind[] = ['share', 'rate', 'mean', 'median', 'concentration'];

/** The folder of the measures: one .sql file each, its header says what it is. */
export const MEASURES_FOLDER = dirname(fileURLToPath(import.meta.url));

/** Every measure of a folder, by id. A header that says something unknown is a fault of ours and throws. */
export function loadMeasures(folder = MEASURES_FOLDER): MeasureDefinition[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => parseMeasure(readFileSync(join(folder, name), 'utf8'), join(folder, name)));
}

/** Reads a measure's header comment and SQL. */
export function parseMeasure(text: string, file: string): MeasureDefinition {
  const header = new Map<string, string[]>();
  for (const [, key, value] of text.matchAll(/^-- ([a-z]+): (.*)$/gm))
    header.set(key!, [...(header.get(key!) ?? []), value!.trim()]);
  const one = (key: string): string => {
    const [value] = header.get(key) ?? [];
    if (value === undefined) throw new Error(`${file}: the header has no "${key}"`);
    return value;
  };
  const many = (key: string): string[] =>
    (header.get(key)?.join(', ') ?? '').split(', ').filter((part) => part !== '');
  const unknown = [...header.keys()].find((key) => !KEYS.has(key));
  if (unknown) throw new Error(`${file}: the header's "${unknown}" is not known`);
  return {
    id: one('id'),
    title: one('title'),
    unit: one('unit'),
    kind: oneOf(KINDS, one('kind'), file),
    side: oneOf(['burden', 'benefit'] as const, one('side'), file),
    judged: header.get('judged')?.[0] !== 'false',
    census: header.get('census')?.[0] === 'true',
    definition: (header.get('definition') ?? []).join(' '),
    references: header.get('reference') ?? [],
    criticisms: header.get('criticism') ?? [],
    needs: many('needs'),
    judgedNeeds: [...many('judging'), ...whoseRows(many('needs'), header)],
    by: many('by').map((name) => oneOf(DIMENSIONS, name, file)),
    overall: header.has('overall') ? oneOf(DIMENSIONS, many('overall')[0] ?? '', file) : null,
    added:
      many('overall')
        .slice(1)
        .map((word) => oneOf(['added'] as const, word, file)).length > 0,
    split: many('split').map((name) => oneOf(DIMENSIONS, name, file)),
    variants: many('variants'),
    mustAgree: many('agree'),
    scale: scaleOf(header.get('scale')?.[0]),
    sql: text.replace(/^--.*\n/gm, '').trim(),
    file,
  };
}

/** A log in which no clinician does anything says nothing of their work: 0 of it is no verdict. */
function whoseRows(needs: string[], header: ReadonlyMap<string, string[]>): string[] {
  return needs.includes('audit_event') && header.get('census')?.[0] !== 'true' ? ['clinician-row'] : [];
}

const KEYS = new Set(
  'id title unit kind side judged judging needs by split overall variants agree scale definition reference criticism census'.split(
    ' ',
  ),
);

function oneOf<T extends string>(allowed: readonly T[], value: string, file: string): T {
  const found = allowed.find((one) => one === value);
  if (!found) throw new Error(`${file}: "${value}" is none of ${allowed.join(', ')}`);
  return found;
}

/**
 * `60000000000000 picoseconds a minute`: what the numerator is divided by; `…, of both` the denominator too; `1 … of the
 * numerator, 3600 … of the denominator`: each by its own.
 */
function scaleOf(written: string | undefined): MeasureDefinition['scale'] {
  if (!written) return { numerator: 1, denominator: 1 };
  const divisor = Number(written.split(' ', 1)[0]);
  const [, apart] = /, (\d+) .*of the denominator$/.exec(written) ?? [];
  if (apart) return { numerator: divisor, denominator: Number(apart) };
  return { numerator: divisor, denominator: written.endsWith('of both') ? divisor : 1 };
}
