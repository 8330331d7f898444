import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../docs/support/markdown.js';
import { run } from '../practice/product.js';

/** The examples that HL7 and IHE publish; they stand beside the checkout, not in it. */
const examples = join(ROOT, '..', 'shared', 'auditevents');
const here = existsSync(examples) ? test : test.skip;

interface Result {
  coverage: {
    feeds: object[];
    clinicianEvents: number;
    systemEvents: number;
    unidentifiedEvents: number;
    patientEvents: number;
    missing: { table: string; how: string }[];
    quarantine: object;
  };
  findings: { status: string; why: string }[];
  summary: Record<string, number>;
}

here('the 68 published R4 and R5 examples are read: 59 kept, 9 duplicates, none quarantined', () => {
  const { status, stdout } = run(['audit', examples, '--format', 'json']);
  const { coverage, findings, summary } = JSON.parse(stdout) as Result;
  expect(coverage.feeds).toMatchObject([{ feed: 'fhir', read: 68, kept: 59, duplicates: 9, quarantined: 0 }]);
  const { clinicianEvents, systemEvents, unidentifiedEvents, patientEvents } = coverage;
  expect(clinicianEvents + systemEvents + unidentifiedEvents + patientEvents).toBe(59);
  // Nothing is a pass on no data, each says why, and what is missing comes with how to get it.
  expect(summary).toMatchObject({ pass: 0, warn: 0, fail: 0, error: 0 });
  expect(
    findings.every(
      ({ status, why }) => (status === 'insufficient-data' && why !== '') || status === 'not-applicable',
    ),
  ).toBe(true);
  expect(coverage.missing.every(({ how }) => how !== '')).toBe(true);
  expect(status).toBe(0);
});

here('the same with --require-data ends with 3: rules could not be judged', () => {
  expect(run(['audit', examples, '--require-data']).status).toBe(3);
});

here('the text report names what was not read and fits 100 columns', () => {
  const { stdout } = run(['audit', examples]);
  expect(stdout).toContain('SOURCES.md');
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});
