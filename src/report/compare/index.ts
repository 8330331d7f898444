import type { Comparison } from '../../comparison.js';
import { comparisonText } from './text.js';

export type ComparisonFormat = 'text' | 'json' | 'csv';

type Format = (comparison: Comparison, options?: { color?: boolean }) => string | Promise<string>;

/** Every way to print a comparison. */
export const comparisonFormats: Record<ComparisonFormat, Format> = {
  text: comparisonText,
  json: (comparison) => `${JSON.stringify(comparison, null, 2)}\n`,
  csv: async (comparison) => (await import('./csv.js')).comparisonCsv(comparison),
};
