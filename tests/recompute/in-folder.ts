import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Difference } from './differences.js';
import { ProductError } from './product.js';

/**
 * What is found in a folder of one seed, which goes afterwards unless it is to be kept; where the product failed, that is
 * the difference.
 */
export function inFolder<Found>(
  { seed, keep }: { seed: number; keep?: string | undefined },
  { find, crashed }: { find: (dir: string) => Found; crashed: (difference: Difference) => Found },
): Found {
  const dir = keep ? join(keep, String(seed)) : mkdtempSync(join(tmpdir(), 'compare-'));
  rmSync(dir, { recursive: true, force: true });
  try {
    return find(dir);
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    return crashed({ where: 'product', what: 'crash', ours: error.message, expected: 'exit 0' });
  } finally {
    if (!keep) rmSync(dir, { recursive: true, force: true });
  }
}
