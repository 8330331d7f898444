import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditResult, Coverage } from '../result.js';
import { writeWhole } from '../store/layout.js';
import type { Evaluate, MeasureRequest } from './measure.js';

type Evaluation = Awaited<ReturnType<Evaluate>>;

/** All that a judgement needs of a store: with it the same store is judged again without measuring again. */
export interface Measured {
  period: AuditResult['period'];
  coverage: Omit<Coverage, 'missing'>;
  missing: string[];
  charts: AuditResult['charts'];
  evaluations: Record<string, Evaluation>;
  /** What rules asked of an earlier period, where one did. */
  baseline?: {
    evaluations: Record<string, Evaluation>;
    unmappedShare: number | null;
    notices: string[];
  };
}

const KEPT = 20;

function keyOf({ measure, by, where }: MeasureRequest): string {
  const sorted = Object.entries(where ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([measure, by ?? null, sorted]);
}

/** An evaluate that remembers every answer in `into`. */
export function recording(evaluate: Evaluate, into: Measured['evaluations']): Evaluate {
  return async (request) => {
    const answer = await evaluate(request);
    into[keyOf(request)] = answer;
    return answer;
  };
}

/** An evaluate that only knows what was remembered; `missed()` tells whether it was asked for anything else. */
export function remembered({ evaluations }: Pick<Measured, 'evaluations'>): {
  evaluate: Evaluate;
  missed: () => boolean;
} {
  let missed = false;
  const evaluate: Evaluate = async (request) => {
    const answer = evaluations[keyOf(request)];
    missed ||= answer === undefined;
    return answer ?? { cells: [], missing: request.measure };
  };
  return { evaluate, missed: () => missed };
}

/** Measurements kept in a store's derived/, each under a hash of all they rest on. */
export function measuredIn(store: string, key: string) {
  const folder = join(store, 'derived');
  const path = join(folder, `measured-${key}.json`);
  return {
    read(): Measured | null {
      if (!existsSync(path)) return null;
      try {
        return JSON.parse(readFileSync(path, 'utf8')) as Measured;
      } catch {
        return null;
      }
    },
    write(measured: Measured): void {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeWhole(path, JSON.stringify(measured));
      forgetOldest(folder);
    },
  };
}

function forgetOldest(folder: string): void {
  const kept = readdirSync(folder)
    .filter((name) => name.startsWith('measured-'))
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const path of kept.slice(KEPT)) rmSync(path, { force: true });
}
