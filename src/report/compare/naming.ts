import type { Change, Comparison } from '../../comparison.js';
import { dimensionWord, variantWords } from '../naming.js';

/** Measure and group of a change; the variant too where a comparison holds several of one. */
export const naming = ({ changes }: Comparison): ((change: Change) => string) => {
  const variants = new Map<string, Set<string>>();
  for (const { measure, variant = '' } of changes)
    variants.set(measure, (variants.get(measure) ?? new Set()).add(variant));
  return ({ measure, title, by, variant }) => {
    const group = Object.entries(by).map(
      ([dimension, value]) => `${dimensionWord(dimension)} ${value || '(none)'}`,
    );
    const several = variant !== undefined && variants.get(measure)!.size > 1;
    return [title, ...group, ...(several ? [variantWords(variant)] : [])].join(', ');
  };
};
