import type { Clinic } from '../clinic.js';
import { day, iso } from '../site-time.js';
import type { Voice } from '../story.js';

const voiceOf = (key: string): Voice | undefined => {
  const voices: [string, Voice][] = [
    ['sepsis-', 'sepsis'],
    ['drug-', 'interaction'],
    ['hcc-', 'coding'],
    ['flu-', 'prevention'],
    ['rpm-', 'monitoring'],
  ];
  return voices.find(([prefix]) => key.startsWith(prefix))?.[1];
};

/** A pharmacist and a physician read a sample of overrides; of a few they cannot tell. */
export function reviews(clinic: Clinic): void {
  const random = clinic.random('reviews');
  const keys = new Map(clinic.books.alerts.map(({ id, key }) => [id, key]));
  const seen = new Set<string>();
  for (const answer of clinic.books.answers) {
    const voice = voiceOf(keys.get(answer.alert) ?? '');
    if (answer.response !== 'overridden' || !voice || seen.has(answer.alert)) continue;
    seen.add(answer.alert);
    if (!random.chance(0.4)) continue;
    const told = !random.chance(0.05);
    const appropriate = random.chance(clinic.story.appropriate[voice]);
    clinic.books.reviews.push({ alert: answer.alert, appropriate: told ? appropriate : null });
    const word = told ? random.pick(appropriate ? ['yes', 'true'] : ['no', 'false']) : 'unclear';
    // Long after the four weeks: when it was reviewed does not matter.
    clinic.cells.override_review.push([
      answer.alert,
      word,
      iso(clinic.calendar.to + random.int(2, 60) * day),
    ]);
  }
}
