import type { Extension, Quantity } from 'fhir/r4.js';
import type { Finding } from '../../result.js';
import { isShare } from '../../wording/numbers.js';
import { textOf } from './concept.js';
import { extensions, systems } from './systems.js';

const times: Record<string, string> = { second: 's', minute: 'min', hour: 'h' };

/** UCUM's code of a unit in words: `1` of a share, else time where it is time, and what is counted in braces. */
export function ucum(unit: string): string | undefined {
  if (isShare(unit) || unit === 'ratio') return '1';
  const parts = unit.replace(/\([^)]*\)/g, '').split(' per ');
  const codes = parts.map(one);
  return codes.includes(undefined) ? undefined : codes.join('/');
}

/** UCUM, §12: an annotation is of printable ASCII without blanks and braces. */
function one(part: string): string | undefined {
  const time = times[part.trim().replace(/s$/, '')];
  if (time) return time;
  const words = part
    .trim()
    .replace(/\s+/g, '-')
    .replace(/[^!-z|~]/g, '');
  return words === '' ? undefined : `{${words}}`;
}

type Figure = Pick<Finding, 'value' | 'interval' | 'unit'>;

/** A figure with its unit and its interval. */
export function score({ value, interval, unit }: Figure): Quantity {
  const said = unitOf(unit);
  return { ...(interval ? { extension: [intervalOf(interval, said)] } : {}), value: value!, ...said };
}

function intervalOf([from, to]: [number, number], unit: Quantity): Extension {
  const range = { low: { value: from, ...unit }, high: { value: to, ...unit } };
  return {
    url: extensions.interval,
    extension: [
      { url: 'confidence', valueDecimal: 95 },
      { url: 'interval', valueRange: range },
    ],
  };
}

function unitOf(unit: string): Quantity {
  const words = textOf(unit);
  const code = ucum(unit);
  return { ...(words ? { unit: words } : {}), ...(code ? { system: systems.ucum, code } : {}) };
}
