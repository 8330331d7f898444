import type { Finding, Status } from '../../src/result.js';
import { applyWaivers } from '../../src/rules/waivers.js';

const found = (status: Status, tool?: string) =>
  ({ rule: 'r', status, by: tool ? { tool } : {} }) as unknown as Finding;
const waiver = { rule: 'r', owner: 'Ann', reason: 'A new release comes in July.', expires: '2026-06-30' };
const onDay = (day: string) => new Date(`${day}T23:59:59.999Z`);

test.each<Status>(['warn', 'fail'])('%s is set aside, with who and why', (status) => {
  const { findings, waivers, notices } = applyWaivers([found(status)], [waiver], onDay('2026-06-30'));
  const { owner, reason, expires } = waiver;
  expect(findings[0]).toMatchObject({ status: 'waived', waiver: { owner, reason, expires } });
  expect(waivers).toEqual([{ rule: 'r', owner, expires, state: 'used' }]);
  expect(notices).toEqual([]);
});

test.each<Status>(['pass', 'insufficient-data', 'not-applicable', 'error'])(
  '%s needs no waiver',
  (status) => {
    const { findings, waivers, notices } = applyWaivers([found(status)], [waiver], onDay('2026-06-30'));
    expect(findings).toEqual([found(status)]);
    expect(waivers[0]!.state).toBe('unused');
    expect(notices).toEqual(['The waiver of "r" (Ann) set nothing aside: take it out if it is not needed.']);
  },
);

test('an expired one no longer applies and is named', () => {
  const { findings, waivers, notices } = applyWaivers(
    [found('fail')],
    [waiver],
    new Date('2026-07-01T00:00:00Z'),
  );
  expect(findings[0]!.status).toBe('fail');
  expect(waivers[0]!.state).toBe('expired');
  expect(notices).toEqual(['The waiver of "r" (Ann) expired on 2026-06-30 and no longer applies.']);
});

test('a waiver of one tool leaves the others, and goes before one for all', () => {
  const own = { ...waiver, tool: 'a', owner: 'Bo' };
  const some = applyWaivers([found('fail', 'a'), found('fail', 'b')], [own], onDay('2026-06-01'));
  expect(some.findings.map(({ status }) => status)).toEqual(['waived', 'fail']);
  const all = applyWaivers([found('fail', 'a'), found('fail', 'b')], [waiver, own], onDay('2026-06-01'));
  expect(all.findings.map((finding) => finding.waiver?.owner)).toEqual(['Bo', 'Ann']);
  expect(all.waivers.map(({ state }) => state)).toEqual(['used', 'used']);
});
