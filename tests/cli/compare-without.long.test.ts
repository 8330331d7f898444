import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareWithout } from '../../src/cli/compare-without.js';
import type { CommonOptions } from '../../src/cli/options.js';
import { Session } from '../../src/cli/session.js';
import type { MeasureCell } from '../../src/measures/measure.js';
import { measureStore } from '../../src/measures/measure-store.js';
import { loadMeasures } from '../../src/measures/registry.js';
import type { WithoutResult } from '../../src/without-result.js';
import { simulate } from '../practice/clinic/simulate.js';

/** The practice clinic (tests/practice/clinic): a pop-up that is nearly always overridden, a sepsis advisory that is taken. */
let folder: string;
let options: CommonOptions;
let measured: (measure: string) => Promise<Map<string, { numerator: number; denominator: number }>>;
let close: () => void;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'without-clinic-'));
  await simulate({ out: folder, seed: 1, neutral: false });
  const file = (name: string) => join(folder, name);
  options = {
    identifiers: 'keep',
    store: file('store'),
    site: file('site.yaml'),
    tools: file('tools.yaml'),
    alerts: file('alerts.yaml'),
  };
  const session = await Session.open(options);
  await session.read(
    ['main', 'alert.csv', 'alert_answer.csv', 'ui_interval.csv', 'shift.csv'].map(file),
    options,
  );
  await session.read([file('lab')], { ...options, server: 'lab' });
  const derived = await session.derive(options);
  const { evaluate } = await measureStore({
    engine: session.engine,
    derived,
    store: session.store,
    definitions: loadMeasures(),
    timeZone: session.site.timeZone,
    minClinicians: 5,
  });
  measured = async (measure) => {
    const { cells } = await evaluate({ measure, by: 'tool' });
    return new Map(
      cells
        .filter(({ variant }) => variant === null || variant === '300')
        .map((cell) => [cell.by.tool!, sumOf(cell)]),
    );
  };
  close = () => session.close();
});
afterAll(() => {
  close?.();
  rmSync(folder, { recursive: true, force: true });
});

const sumOf = ({ clusters }: MeasureCell) => ({
  numerator: clusters.reduce((sum, one) => sum + one.numerator, 0),
  denominator: clusters.reduce((sum, one) => sum + one.denominator, 0),
});

let reports = 0;

async function found(tool: string, period: { from?: string } = {}): Promise<WithoutResult> {
  const output = join(folder, `report-${reports++}.json`);
  await compareWithout([], { ...options, ...period, without: tool, format: 'json', output });
  return JSON.parse(readFileSync(output, 'utf8')) as WithoutResult;
}

const price = (result: WithoutResult, burden: string) => result.prices.find((row) => row.burden === burden)!;

test('a good change costs far more by the pop-up than by the sepsis advisory', async () => {
  const popup = await found('interaction-popup');
  const sepsis = await found('sepsis-alert');
  for (const burden of ['alerts', 'interruptive-alerts', 'interactions', 'active-minutes']) {
    const [dear, cheap] = [price(popup, burden), price(sepsis, burden)];
    expect(dear.value!).toBeGreaterThan(3 * cheap.value!);
    // Of alerts the clinic plants it: 3% against 78% accepted.
    if (burden.endsWith('alerts')) expect(dear.interval![0]).toBeGreaterThan(cheap.interval![1]);
  }
  expect(popup.losses[0]!.count!).toBeLessThan(sepsis.losses[0]!.count!);
});

test('home monitoring asks for little for a good change, once the days are those of all its feeds', async () => {
  // Hazards of the two days before the alert feed begins are few: beside the losses the price would give them away.
  const whole = await found('remote-monitoring');
  expect(price(whole, 'alerts')).toMatchObject({ status: 'suppressed', value: null });
  expect(price(whole, 'alerts').why).toContain('--from 2026-03-04 --to 2026-03-29');
  const rpm = await found('remote-monitoring', { from: '2026-03-04' });
  expect(price(rpm, 'alerts').value!).toBeLessThan(1.5);
  expect(rpm.losses.find(({ loss }) => loss === 'hazards-mitigated')!.count!).toBeGreaterThan(10);
});

test.each(['interaction-popup', 'sepsis-alert', 'coding-assistant', 'inbox', 'order-entry'])(
  '%s: what belongs to it is what the measures by tool count',
  async (tool) => {
    const { burden, prices } = await found(tool);
    const own = (name: string) => {
      const { difference, encounters } = burden.find((row) => row.burden === name)!;
      return difference!.value * encounters!;
    };
    for (const [name, measure] of [
      ['interactions', 'interactions-per-encounter'],
      ['active-minutes', 'ehr-time-per-encounter'],
      ['logged-actions', 'logged-actions-per-encounter'],
      ['alerts', 'alerts-per-encounter'],
    ] as const)
      expect(own(name)).toBeCloseTo((await measured(measure)).get(tool)?.numerator ?? 0, 6);
    for (const { now, without, difference } of burden)
      if (without) expect(now!.value - without.value).toBeCloseTo(difference!.value, 9);
    // Without hazards the price in alerts is number-to-fire, over the same alerts.
    const { denominator, numerator } = prices.find((row) => row.burden === 'alerts')!;
    const fired = (await measured('number-to-fire')).get(tool);
    expect(denominator === null ? undefined : { numerator, denominator }).toEqual(fired);
  },
);
