import { judge } from '../../src/rules/judge.js';
import { around, evaluating, ruleOf, setOf } from './support/cells.js';
import { define } from './support/definitions.js';
import { findingsOf, now, perTool, small, tool } from './support/judging.js';

test('what is too close says on which side the value is', async () => {
  const near = async (most: number) =>
    (await findingsOf({ rule: { threshold: { 'at-most': most } } }))[0]!.why;
  expect(await near(0.31)).toBe(
    '30.0% (95% interval 28.2% to 31.9%), where at most 31% is asked: the value keeps to it, but the interval lies on both sides.',
  );
  expect(await near(0.29)).toBe(
    '30.0% (95% interval 28.2% to 31.9%), where at most 29% is asked: the value is above it, but the interval lies on both sides.',
  );
});

test('a finding carries what it was judged on', async () => {
  const rule = { advice: { clinician: 'Rest.' }, basis: { kind: 'consensus' } };
  expect((await findingsOf({ rule }))[0]).toMatchObject({
    rule: 'r',
    question: 'q',
    side: 'burden',
    severity: 'fail',
    measure: 'm',
    unit: 'share',
    by: {},
    numerator: 90,
    denominator: 300,
    value: 0.3,
    threshold: { 'at-most': 0.5 },
    ...rule,
  });
});

test('a hidden cell shows no number, not even in words', async () => {
  const [finding] = await findingsOf({ cells: [around(0.3, small)] });
  expect(finding).toMatchObject({ numerator: null, denominator: null, value: null, interval: null });
  expect(finding!.why).not.toMatch(/30|300|0\.3/);
});

test('the next smallest tool is hidden with the one that is too small', async () => {
  const cells = [
    around(0.3, { ...tool('a'), ...small }),
    around(0.3, { ...tool('b'), encounters: 60 }),
    around(0.3, { ...tool('c'), encounters: 50 }),
  ];
  const findings = await findingsOf({ cells, rule: perTool });
  expect(findings.map(({ by, status }) => [by.tool, status])).toEqual([
    ['a', 'insufficient-data'],
    ['b', 'pass'],
    ['c', 'insufficient-data'],
  ]);
});

test('each stratifier is a table of its own', async () => {
  const of = (stratum: string, encounters: number) => around(0.3, { by: { stratum }, encounters });
  const cells = [of('language=en', 90), of('language=es', 20), of('sex=female', 80), of('sex=male', 5)];
  const findings = await findingsOf({ cells, rule: { by: 'stratum' } });
  const hidden = findings.filter(({ reason }) => reason === 'suppressed').map(({ by }) => by.stratum);
  expect(hidden).toEqual(['sex=female', 'sex=male']);
});

test('exceptions have terms of their own, and may be off', async () => {
  const findings = await findingsOf({
    cells: ['a', 'b', 'c'].map((name) => around(0.3, tool(name))),
    rule: {
      ...perTool,
      except: [
        { by: { tool: 'b' }, threshold: { 'at-most': 0.2 }, severity: 'warn' },
        { by: { tool: 'c' }, threshold: null, severity: 'off' },
      ],
    },
  });
  expect(findings.map(({ by, status, threshold }) => [by.tool, status, threshold])).toEqual([
    ['a', 'pass', { 'at-most': 0.5 }],
    ['b', 'warn', { 'at-most': 0.2 }],
  ]);
});

test('an error’s own words go to the log and not into the report', async () => {
  const log: unknown[] = [];
  const onError = (about: string, error: unknown) => log.push(about, error);
  const error = new Error('row of Mr Miller');
  const [finding] = await findingsOf({ cells: error, options: { onError } });
  expect(JSON.stringify(finding)).not.toContain('Miller');
  expect(log.slice(0, 2)).toEqual(['r', error]);
});

test('a measure is evaluated once for all that ask for it, and asked with `where` and `by`', async () => {
  const { evaluate, asked } = evaluating(() => [around(0.3)]);
  const rules = [
    ruleOf(),
    ruleOf({ id: 's', threshold: { 'at-most': 0.2 } }),
    ruleOf({ id: 't', where: { class: ['IMP', 'AMB'] } }),
    ruleOf({ id: 'u', where: { class: ['AMB', 'IMP'] }, by: 'tool' }),
  ];
  const definitions = [define('m', { by: ['tool'] })];
  await judge(setOf(rules), { evaluate, definitions, minClinicians: 5, unmappedShare: null, now });
  expect(asked).toEqual([
    { measure: 'm' },
    { measure: 'm', where: { class: ['IMP', 'AMB'] } },
    { measure: 'm', by: 'tool', where: { class: ['AMB', 'IMP'] } },
    { measure: 'm', by: 'tool' },
  ]);
});
