import type { Books } from './books/facts.js';
import type { Figure, Figures } from './books/measures/cells.js';
import { truth } from './books/truth.js';
import { live } from './simulate.js';
import { hour, siteDate } from './site-time.js';

export type Expect = (what: string, holds: boolean) => void;

const between = (value: number, low: number, high: number) => value >= low && value <= high;

/** Do the tables beside the log hold what they promise, and do the figures tell the story? */
export function lifeOf(seed: number, expect: Expect): void {
  const { books } = live({ seed, neutral: false, busyness: 1 });
  const { measures } = truth(books, { seed, neutral: false });
  const says = sayer(seed, measures, expect);
  for (const table of ['careTeams', 'reviews', 'concerns', 'silentChanges', 'grants', 'shifts'] as const)
    expect(`seed ${seed}: ${books[table].length} in ${table}`, books[table].length > 15);
  appointments(seed, books, expect);
  says('tword', 0.28, 0.4);
  // Three of the played cases are slips, the others are not; with them those of people in a hurry.
  says('wrong-patient-retract-reorder', 2, 20);
  says('break-glass-rate', 0.05, 0.5);
  says('unexplained-access', 0.005, 0.1);
  says('override-appropriateness by tool=interaction-popup', 0.8, 1);
  says('hazards-mitigated by tool=remote-monitoring', 0.7, 1);
  says('acted-on-share by tool=sepsis-alert', 0.55, 1);
  says('acted-on-share by tool=interaction-popup', 0, 0.1);
  says('after-hours-share scheduled-300 by tool=inbox', 0.6, 1);
  says('unused-scopes by tool=coding-assistant', 4, 6);
  const by = (language: string) =>
    quotientOf(measures[`virtual-visit-share by stratum=language=${language}`]);
  expect(`seed ${seed}: telehealth reaches English speakers more`, by('en') > 1.5 * by('es'));
}

/** In the neutral story no tool, no language and no hour stands out. */
export function neutralOf(seed: number, expect: Expect): void {
  const { books } = live({ seed, neutral: true, busyness: 1 });
  const { measures } = truth(books, { seed, neutral: true });
  const says = sayer(seed, measures, expect);
  for (const tool of ['sepsis-alert', 'interaction-popup', 'remote-monitoring', 'coding-assistant']) {
    says(`acted-on-share by tool=${tool}`, 0.25, 0.55);
    says(`repeat-share 86400 by tool=${tool}`, 0, 0.05);
    says(`interruptive-share by tool=${tool}`, 0.15, 0.45);
    says(`evidence-freshness by tool=${tool}`, 1, 1);
    says(`unused-scopes by tool=${tool}`, 0, 0);
  }
  for (const language of ['en', 'es', 'zh']) {
    says(`virtual-visit-share by stratum=language=${language}`, 0.08, 0.3);
    says(`wait-days by stratum=language=${language}`, 5, 10);
    says(`education-in-language by stratum=language=${language}`, 0.6, 0.95);
  }
  says('after-hours-share scheduled-300', 0.05, 0.12);
  says('concerns-answered', 0.75, 1);
  says('unexplained-access', 0, 0.02);
}

function appointments(seed: number, { appointments: all }: Books, expect: Expect): void {
  const held = all.filter(({ status }) => !['cancelled', 'noshow', 'entered-in-error'].includes(status));
  expect(`seed ${seed}: appointments cancelled or missed`, between(all.length - held.length, 10, 150));
  expect(
    `seed ${seed}: some booked after their start`,
    held.some(({ booked, started }) => booked > started),
  );
  const overlaps = held.filter((one) =>
    held.some(
      (other) =>
        other !== one &&
        other.user === one.user &&
        one.started < other.started &&
        other.started < (one.ended ?? 0),
    ),
  );
  expect(`seed ${seed}: ${overlaps.length} overlap`, overlaps.length > 3);
  const days = new Set(held.map(({ user, started }) => `${user} ${siteDate(started)}`)).size;
  const hours = held.reduce((sum, { started, ended }) => sum + ((ended ?? started) - started) / hour, 0);
  expect(`seed ${seed}: ${(hours / days).toFixed(1)} scheduled hours a day`, between(hours / days, 3, 9));
}

function sayer(seed: number, measures: Figures, expect: Expect) {
  return (key: string, low: number, high: number) => {
    const value = quotientOf(measures[key]);
    expect(`seed ${seed}: ${key} is ${value.toFixed(3)}, from ${low} to ${high}`, between(value, low, high));
  };
}

function quotientOf(figure: Figure | undefined): number {
  if (!figure) return Number.NaN;
  return 'value' in figure ? figure.value : figure.numerator / figure.denominator;
}
