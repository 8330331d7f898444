import type { Charts } from '../../../result.js';

type Bin = Charts['distributions'][number]['bins'][number];

export interface Median {
  value: number;
}

const binAt = (bins: Bin[], hidden: number): { bin: Bin; value: number } | null => {
  const sizes = bins.map(({ encounters }) => encounters ?? hidden);
  const half = sizes.reduce((sum, size) => sum + size, 0) / 2;
  let before = 0;
  for (const [at, bin] of bins.entries()) {
    const size = sizes[at]!;
    if (size > 0 && before + size >= half) {
      return { bin, value: bin.from + ((half - before) / size) * (bin.to - bin.from) };
    }
    before += size;
  }
  return null;
};

/** Read off the bins; none where it depends on how many of 1 to 10 encounters a suppressed bin hides. */
export const medianOf = (bins: Bin[]): Median | null => {
  const low = binAt(bins, 1);
  const high = binAt(bins, 10);
  if (!low || !high || low.bin !== high.bin || low.bin.encounters === null) return null;
  return { value: (low.value + high.value) / 2 };
};
