import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulate } from './clinic/simulate.js';
import {
  auditResult,
  collect,
  compareMeasures,
  differences,
  encounters,
  type Handed,
  type Measurement,
  truthOf,
} from './product.js';
import { shuffleAndSplit } from './rearrange.js';

/** Of one or two people, or of fewer than eleven concerns: never shown, so never compared. */
const ALWAYS_SUPPRESSED = [
  'burden-concentration top-1',
  'burden-concentration top-10',
  'burden-concentration top-1 by alert_key',
  'burden-concentration top-10 by alert_key',
  'concerns-answered by tool',
];

const folders: string[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'clinic-'));
  folders.push(made);
  return made;
}

async function clinic(seed: number): Promise<Handed> {
  const out = folder();
  await simulate({ out, seed });
  const tables = readdirSync(out).filter((name) => name.endsWith('.csv'));
  return {
    main: [join(out, 'main'), ...tables.map((name) => join(out, name))],
    lab: [join(out, 'lab')],
    config: out,
  };
}

/** The product against the clinic's own books, for these seeds; `rearranged` too: shuffled, split, imported twice. */
export function clinicSuite(seeds: number[], { rearranged }: { rearranged: boolean }): void {
  afterAll(() => {
    for (const made of folders) rmSync(made, { recursive: true, force: true });
  });

  describe.each(seeds)('the practice clinic of seed %i', (seed) => {
    let handed: Handed;
    beforeAll(async () => {
      handed = await clinic(seed);
    });

    it('agrees with its own books in every cell of the per-encounter table, in coverage and in measures', () => {
      const store = join(folder(), 'store');
      collect(handed, store);
      const truth = truthOf(handed);
      expect(truth.encounters.length).toBeGreaterThan(1000);
      expect(differences(encounters(handed, store), truth.encounters)).toEqual([]);
      const result = auditResult(handed, store) as {
        coverage: Record<string, unknown>;
        measurements: Measurement[];
      };
      const { quarantined: _, ...counts } = truth.coverage;
      expect(result.coverage).toMatchObject(counts);
      const { wrong, compared } = compareMeasures(result.measurements, truth.measures);
      expect(wrong).toEqual([]);
      // A figure that is suppressed everywhere was not compared at all: it must be one that has to be.
      const never = [...compared].filter(([, count]) => count === 0).map(([group]) => group);
      expect(never.filter((group) => !ALWAYS_SUPPRESSED.includes(group))).toEqual([]);
    });

    if (!rearranged) return;
    it('says the same with rows shuffled, files split in two and every file imported twice', () => {
      const arranged = folder();
      shuffleAndSplit(handed.config, arranged, seed);
      const tables = ['one', 'two'].flatMap((half) =>
        readdirSync(join(arranged, half))
          .filter((name) => name.endsWith('.csv'))
          .map((name) => join(arranged, half, name)),
      );
      const again: Handed = {
        main: [join(arranged, 'main'), ...tables],
        lab: [join(arranged, 'lab')],
        config: handed.config,
      };
      const store = join(folder(), 'store');
      collect(again, store);
      collect(again, store);
      const truth = truthOf(handed);
      expect(differences(encounters(handed, store), truth.encounters)).toEqual([]);
      const { measurements } = auditResult(handed, store) as { measurements: Measurement[] };
      expect(compareMeasures(measurements, truth.measures).wrong).toEqual([]);
    });
  });
}
