import mt19937 from '@stdlib/random-base-mt19937';

/** Chance from a seed: the same seed gives the same folder. */
export interface Random {
  chance(probability: number): boolean;
  /** Both ends included. */
  int(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  shuffle<T>(list: readonly T[]): T[];
}

export function random(seed: number): Random {
  const twister = mt19937.factory({ seed: seed + 1 });
  const next = () => twister() / 2 ** 32;
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(list: readonly T[]) => list[int(0, list.length - 1)]!;
  return {
    chance: (probability) => next() < probability,
    int,
    pick,
    shuffle(list) {
      const out = [...list];
      for (let i = out.length - 1; i > 0; i--) {
        const j = int(0, i);
        [out[i], out[j]] = [out[j]!, out[i]!];
      }
      return out;
    },
  };
}
