import type { MeasureDefinition } from '../measures/measure.js';

/** The unit beside a number: "1 alert per encounter", "2 alerts per encounter". */
export function unitFor(value: number, unit: string): string {
  if (value !== 1) return unit;
  const [counted, ...rest] = unit.split(' per ');
  return [counted!.replace(/(?<=[^s])s$/, ''), ...rest].join(' per ');
}

type Counted = Pick<MeasureDefinition, 'kind' | 'unit' | 'title' | 'needs' | 'scale'>;

/** What a measure's denominator counts, in the plural; "units" where its header does not tell. */
export function denominatorOf({ kind, unit, title, needs, scale }: Counted): string {
  const per = unit.split(' per ')[1];
  // "per hundred orders" is a plural already.
  if (per) return per.endsWith('s') ? per : `${per}s`;
  if (kind === 'median') return 'values';
  if (kind !== 'share') return 'units';
  if (scale.denominator !== 1) return 'hours';
  if (needs[0] === 'alert') return 'alerts';
  return /\bhazards\b/.test(title) ? 'hazards' : 'units';
}

/** Orders, of "hundred orders" or "thousand orders", and how many of them one unit is. */
export function plainUnits(units: string): { factor: number; plural: string } {
  const [, word, plural] = /^(hundred|thousand) (.+)$/.exec(units) ?? [];
  return plural ? { factor: word === 'hundred' ? 100 : 1000, plural } : { factor: 1, plural: units };
}
