import mt19937 from '@stdlib/random-base-mt19937';
import { turnedOver } from '../../../src/rules/without/turned-over.js';

const RUNS = 2_000;

/** Clinicians of very different burden, who each take advice at a rate of their own. Log-normal and Poisson draws. */
function simulation(seed: number) {
  const draw = mt19937.factory({ seed });
  const random = () => draw() / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const poisson = (mean: number): number => {
    const limit = Math.exp(-mean);
    let product = random();
    let n = 0;
    for (; product > limit; n++) product *= random();
    return n;
  };
  return ({ clinicians, share, spread }: Case) => {
    const burden = new Map<string, number>();
    const good = new Map<string, number>();
    for (let i = 0; i < clinicians; i++) {
      const alerts = 1 + poisson(Math.min(300, 50 * Math.exp(0.6 * normal())));
      burden.set(`c${i}`, alerts);
      good.set(`c${i}`, poisson(alerts * share * Math.exp(spread * normal())));
    }
    return { burden, good };
  };
}

interface Case {
  clinicians: number;
  share: number;
  spread: number;
}

test.each<Case>([
  { clinicians: 10, share: 0.035, spread: 0.3 },
  { clinicians: 10, share: 0.035, spread: 0.8 },
  { clinicians: 20, share: 0.035, spread: 0.5 },
  { clinicians: 10, share: 0.2, spread: 0.5 },
  { clinicians: 20, share: 0.2, spread: 0.5 },
  { clinicians: 10, share: 0.7, spread: 0.3 },
  { clinicians: 20, share: 0.02, spread: 0.8 },
])('the interval holds the price in 91% of draws or more: %j', (about) => {
  const draw = simulation(20_260_301);
  const price = 1 / (about.share * Math.exp(about.spread ** 2 / 2));
  let told = 0;
  let held = 0;
  for (let run = 0; run < RUNS; run++) {
    const { burden, good } = draw(about);
    if ([...good.values()].every((n) => n === 0)) continue;
    const { interval } = turnedOver(burden, good);
    if (!interval) continue;
    told++;
    if (interval[0] <= price && price <= interval[1]) held++;
  }
  expect(told).toBeGreaterThan(RUNS * 0.99);
  expect(held / told).toBeGreaterThan(0.91);
  expect(held / told).toBeLessThan(0.99);
});
