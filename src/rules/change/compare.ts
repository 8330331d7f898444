import type { Change, WeekPoint } from '../../comparison.js';
import type { MeasureCell, MeasureDefinition } from '../../measures/measure.js';
import { byKey, compareBytes } from '../by-key.js';
import { twinOf } from '../evaluations.js';
import { cellKey } from '../hidden-cells.js';
import { benjaminiHochberg } from '../statistics/benjamini-hochberg.js';
import { concluded, type Found, foundChange } from './conclude.js';
import { periodFigures } from './period-figures.js';
import type { Reading } from './read-period.js';
import { hiddenWeeks, weekPoints } from './weeks.js';

interface Days {
  from: string;
  to: string;
}

export interface PeriodRead {
  days: Days;
  readings: readonly Reading[];
  /** Of clinician rows; null without any. */
  unmappedShare: number | null;
}

export interface CompareInput {
  before: PeriodRead;
  after: PeriodRead;
  minClinicians: number;
}

/** Every measure of both readings, in their order; q is over all that have a p. */
export function compareReadings(input: CompareInput): { changes: Change[]; compared: number } {
  const found = input.before.readings.flatMap((before, at) => {
    const after = input.after.readings[at]!;
    return groups(before, after).map((group) => ({ ...group, ...foundChange(group, input) }));
  });
  const told = found.filter(({ p }) => p !== null);
  const qs = benjaminiHochberg(told.map(({ p }) => p!));
  const compared = told.length;
  const changes = found.map((one): Change => {
    const q = one.p === null ? null : qs[told.indexOf(one)]!;
    return toChange(one, { q, compared, input });
  });
  return { changes, compared };
}

/** One cell in both periods; null where a period has none. */
export interface Group {
  definition: MeasureDefinition;
  by: Record<string, string>;
  before: Side;
  after: Side;
}

export interface Side {
  reading: Reading;
  /** Of the judged variant. */
  cell: MeasureCell | null;
  variants: MeasureCell[];
  hidden: boolean;
}

function groups(before: Reading, after: Reading): Group[] {
  const { definition, by } = before;
  const keys = new Map<string, Record<string, string>>(by === null ? [[byKey({}), {}]] : []);
  for (const { evaluation } of [before, after])
    for (const cell of evaluation?.cells ?? []) keys.set(byKey(cell.by), cell.by);
  return [...keys]
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([key, group]) => ({
      definition,
      by: group,
      before: sideOf(before, key),
      after: sideOf(after, key),
    }));
}

function sideOf(reading: Reading, key: string): Side {
  const variants = (reading.evaluation?.cells ?? []).filter((cell) => byKey(cell.by) === key);
  const judged = reading.definition.variants[0] ?? null;
  const cell = variants.find(({ variant }) => variant === judged) ?? null;
  const hidden = cell !== null && reading.evaluation!.hidden.has(cellKey(cell));
  return { reading, cell, variants, hidden };
}

interface Context {
  q: number | null;
  compared: number;
  input: CompareInput;
}

function toChange(group: Group & Found, { q, compared, input }: Context): Change {
  const { definition, by, before, after, change } = group;
  const [variant] = definition.variants;
  return {
    measure: definition.id,
    title: definition.title,
    unit: definition.unit,
    side: definition.side,
    by,
    ...(variant === undefined ? {} : { variant }),
    before: periodFigures(before, definition),
    after: periodFigures(after, definition),
    difference: change?.difference ?? null,
    differenceInterval: change?.differenceInterval ?? null,
    ratio: change?.ratio ?? null,
    ratioInterval: change?.ratioInterval ?? null,
    p: group.p,
    q,
    cliniciansInBoth: inBoth(group, input.minClinicians),
    ...concluded(group, { q, compared }),
    weeks: [...weeksOf(group, 'before', input), ...weeksOf(group, 'after', input)],
  };
}

/** Fewer than the smallest group are not counted out: who came and who left could be one person. */
function inBoth({ before, after, definition }: Group, minClinicians: number): number | null {
  if (before.hidden || after.hidden || definition.census) return null;
  const people = ({ cell }: Side) =>
    new Set(
      [
        ...(cell?.clusters ?? []).filter(({ denominator }) => denominator > 0),
        ...(cell?.values ?? []),
      ].flatMap(({ cluster }) => cluster ?? []),
    );
  const [was, is] = [people(before), people(after)];
  const both = [...is].filter((person) => was.has(person)).length;
  const few = (count: number) => count > 0 && count < minClinicians;
  return few(both) || few(was.size - both) || few(is.size - both) ? null : both;
}

function weeksOf(group: Group, period: 'before' | 'after', input: CompareInput): WeekPoint[] {
  const { definition } = group;
  const side = group[period];
  const { days, readings } = input[period];
  const { minClinicians } = input;
  const twin = readings.find((one) => one.by === null && one.definition.id === twinOf(definition.id));
  const alsoHidden = hiddenWeeks(twin?.weeks ?? [], minClinicians);
  return weekPoints(side.reading.weeks, {
    definition,
    period,
    days,
    minClinicians,
    hidden: side.hidden,
    alsoHidden,
  });
}
