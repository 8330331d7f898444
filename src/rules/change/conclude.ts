import type { Change } from '../../comparison.js';
import type { MeasureCell, MeasureDefinition } from '../../measures/measure.js';
import { answersDoubt, hasAnswerVariants } from '../answers-doubt.js';
import { figures } from '../figures.js';
import { MAX_UNMAPPED } from '../limits.js';
import { DEFAULT_NEEDS, type Needs } from '../rule-set.js';
import type { PairedChange } from '../statistics/paired.js';
import { tooFew } from '../too-few.js';
import { denominatorOf, plainUnits } from '../unit.js';
import { SUPPRESSED, UNMAPPED } from '../why.js';
import { changeOf } from './change-of.js';
import type { CompareInput, Group, PeriodRead, Side } from './compare.js';
import type { Reading } from './read-period.js';
import * as say from './says.js';

export interface Found {
  /** null where hidden, or where a period has nothing. */
  change: PairedChange | null;
  /** Why it cannot be told, in a sentence; null where it can. */
  doubt: string | null;
  /** null where it cannot be told: then it takes no part in q. */
  p: number | null;
}

/** How a cell changed, and whether that can be told: as much data as a verdict takes, in both periods. */
export function foundChange(group: Group, { before, after }: CompareInput): Found {
  const { definition } = group;
  const sides = [
    { ...group.before, name: 'before', period: before },
    { ...group.after, name: 'after', period: after },
  ];
  const broken = sides.map((side) => unseen(side)).find((one) => one !== null);
  if (broken !== undefined) return { change: null, doubt: broken!, p: null };
  const [was, is] = [group.before.cell!, group.after.cell!];
  const change = changeIn(definition, was, is);
  const doubt =
    sides.map((side) => doubtOf(side, group)).find((one) => one !== null) ??
    (change.p === null && !definition.census ? NO_INTERVAL : null);
  return { change, doubt, p: doubt === null && !definition.census ? change.p : null };
}

const NO_INTERVAL = 'it has no interval: how far chance may reach is not known.';

type Named = Side & { name: string; period: PeriodRead };

/** Why there is nothing to set against the other period. */
function unseen({ reading, cell, hidden, name }: Named): string | null {
  const { evaluation } = reading;
  if (evaluation === null) return 'The measure could not be computed; the log says why.';
  if (evaluation.missing !== null) return `There are no rows of "${evaluation.missing}" to measure it on.`;
  if (hidden) return `${name}: ${lower(SUPPRESSED)}`;
  if (cell === null) return nothingFound(name, reading);
  return null;
}

function nothingFound(name: string, { definition: { split, by }, by: dimension }: Reading): string {
  if (dimension === null && split.length > 0)
    return `nothing was found for the whole site; there may be figures by ${by.join(', ')} (--by).`;
  return `${name}: nothing was found that this could be measured on.`;
}

/** The same doubts as a rule has, of one period. */
function doubtOf({ cell, variants, name, period }: Named, { definition, by }: Group): string | null {
  const unmapped =
    by.tool !== undefined &&
    definition.needs.includes('audit_event') &&
    (period.unmappedShare ?? 0) > MAX_UNMAPPED;
  const site = hasAnswerVariants(definition) ? siteCells(period, definition) : [];
  const doubt =
    (unmapped ? UNMAPPED : null) ??
    (site.length > 0 ? answersDoubt({ own: variants, site, units: DEFAULT_NEEDS.units }) : null) ??
    // A concentration has no clusters: that it has no interval is what is true of it.
    (definition.kind === 'concentration'
      ? null
      : tooFew(figures(cell!, definition), needsOf(definition), definition));
  return doubt === null ? null : `${name}: ${lower(doubt)}`;
}

/** As many orders as of any other unit, also where they are counted in hundreds. */
function needsOf(definition: MeasureDefinition): Needs {
  return { ...DEFAULT_NEEDS, units: DEFAULT_NEEDS.units / plainUnits(denominatorOf(definition)).factor };
}

const siteCells = ({ readings }: PeriodRead, { id }: MeasureDefinition): MeasureCell[] =>
  readings.find((one) => one.by === null && one.definition.id === id)?.evaluation?.cells ?? [];

const lower = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

function changeIn(definition: MeasureDefinition, was: MeasureCell, is: MeasureCell): PairedChange {
  if (definition.kind !== 'concentration' && !definition.census) return changeOf(was, is, definition.kind);
  const [before, after] = [figures(was, definition).value, figures(is, definition).value];
  const both = before !== null && after !== null;
  return {
    before,
    after,
    difference: both ? after - before : null,
    ratio: both && before !== 0 ? after / before : null,
    differenceInterval: null,
    ratioInterval: null,
    p: null,
  };
}

interface Family {
  q: number | null;
  compared: number;
}

/** At most this share of what is called changed may be chance. */
const MOST_FALSE = 0.05;

export function concluded(
  group: Group & Found,
  { q, compared }: Family,
): Pick<Change, 'conclusion' | 'says'> {
  const { definition, change, doubt } = group;
  if (doubt !== null || change === null)
    return { conclusion: 'cannot-tell', says: say.cannotTell(doubt ?? 'nothing was found.') };
  const told = { change, definition };
  if (definition.census)
    return { conclusion: change.difference === 0 ? 'no-clear-change' : 'changed', says: say.counted(told) };
  const way = direction(change);
  if (way === 0) return { conclusion: 'no-clear-change', says: say.noClearChange(told) };
  const other = definition.mustAgree.find((variant) => variantDirection(group, variant) !== way);
  if (other !== undefined)
    return { conclusion: 'may-have-changed', says: say.hangsOnDefinition(told, other) };
  if (q !== null && q <= MOST_FALSE) return { conclusion: 'changed', says: say.changed(told) };
  return { conclusion: 'may-have-changed', says: say.mayHaveChanged(told, { compared }) };
}

/** 1 or -1 where the whole interval lies on one side of "no change"; else 0. */
function direction({ ratioInterval, differenceInterval }: PairedChange): -1 | 0 | 1 {
  const [low, high] = ratioInterval ? ratioInterval.map((end) => end - 1) : (differenceInterval ?? [0, 0]);
  return low! > 0 ? 1 : high! < 0 ? -1 : 0;
}

function variantDirection({ definition, before, after }: Group, variant: string): -1 | 0 | 1 {
  const of = ({ variants }: Side) => variants.find((cell) => cell.variant === variant);
  const [was, is] = [of(before), of(after)];
  return was && is ? direction(changeIn(definition, was, is)) : 0;
}
