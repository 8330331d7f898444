import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentHash } from '../../../src/feeds/fhir/version.js';
import { run } from '../../practice/product.js';

/** Two events of one id and instant, without meta: only the hash of their content says which is current. */
const event = (user: string) => ({
  resourceType: 'AuditEvent',
  id: 'tied',
  recorded: '2026-03-02T15:00:00Z',
  agent: [{ who: { reference: `Practitioner/${user}` }, requestor: true }],
  entity: [{ what: { reference: `Encounter/${user}` } }, { what: { reference: 'Patient/1' } }],
});

export const [a, b] = [event('a'), event('b')] as const;
const winner = contentHash(a) > contentHash(b) ? 'a' : 'b';

/** Whatever lies in which file, and in which order: the greater hash counts. */
export function tiesSuite(cases: [string, (typeof a)[][]][]): void {
  test.each(cases)(
    'of two events that only their content tells apart the greater hash counts: %s',
    (_, files) => {
      const folder = mkdtempSync(join(tmpdir(), 'ties-'));
      try {
        const paths = files.map((events, n) => {
          const path = join(folder, `${n}.ndjson`);
          writeFileSync(path, events.map((one) => `${JSON.stringify(one)}\n`).join(''));
          return path;
        });
        for (const fastFrom of ['1', '1e12']) {
          const { stdout } = run(['encounters', ...paths, '--time-zone', 'UTC', '--identifiers', 'keep'], {
            MISSION_AUDIT_FAST_FROM: fastFrom,
          });
          expect(
            stdout
              .split('\n')
              .slice(1, -1)
              .map((line) => line.split(',')[0]),
          ).toEqual([`Encounter/${winner}`]);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
}
