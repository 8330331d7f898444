import { createRequire } from 'node:module';

/** The package is CommonJS and `export =`; only this much of it is used. */
type Uniform = () => number;
const twister = createRequire(import.meta.url)('@stdlib/random-base-mt19937') as {
  factory(options: { seed: number[] }): Uniform & { normalized: Uniform };
};

/**
 * One seeded stream. Every part of the clinic draws from a stream of its own name, so that a change in one part
 * does not move all the others.
 */
export class Random {
  private readonly draw: Uniform;

  constructor(seed: number, stream: string) {
    const name = [...stream].map((letter) => letter.charCodeAt(0));
    this.draw = twister.factory({ seed: [seed + 1, ...name] }).normalized;
  }

  uniform(): number {
    return this.draw();
  }

  /** Both ends included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.draw() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.draw() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.draw() * list.length)]!;
  }

  /** `[weight, value]` pairs; the weights need not sum to one. */
  weighted<T>(pairs: readonly (readonly [number, T])[]): T {
    let left = this.draw() * pairs.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of pairs) {
      left -= weight;
      if (left < 0) return value;
    }
    return pairs[pairs.length - 1]![1];
  }
}
