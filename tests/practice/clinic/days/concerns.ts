import type { Clinic } from '../clinic.js';
import { day, hour, iso } from '../site-time.js';
import { plantedTools } from '../story.js';

const fortnight = 14 * day;

/** What people say of the tools. Raised in the second to the fourth week, on fewer days than there are alerts. */
export function concerns(clinic: Clinic): void {
  const random = clinic.random('concerns');
  const { from } = clinic.calendar;
  const weights = plantedTools.map((tool) => [clinic.story.concerns[tool], tool] as const);
  const visits = clinic.books.encounters.filter(
    ({ server, class: kind, started }) =>
      server === 'main' && kind === 'AMB' && started !== null && started > from + 4 * day,
  );
  const raise = (raised: number, after: number | null) => {
    const number = clinic.next('concern');
    const tool = random.weighted(weights);
    const encounter = random.chance(0.9) ? random.pick(visits).id : '';
    const answered = after === null ? null : raised + after;
    clinic.books.concerns.push({ id: `C${number}`, raised, answered, tool, encounter });
    clinic.cells.concern.push([
      `C${number}`,
      iso(raised),
      tool,
      tool === 'interaction-popup' ? 'drug-interaction' : '',
      encounter,
      `Practice concern ${number}: invented words about ${tool}, said by nobody.`,
      '',
      answered === null ? '' : iso(answered),
    ]);
  };
  for (let count = 0; count < 30; count++) {
    const raised = from + random.int(5 * 24, 24 * 24) * hour;
    const late = random.chance(0.5) ? null : fortnight + random.int(1, 20) * day;
    raise(raised, random.chance(clinic.story.heard) ? random.int(1, 13) * day : late);
  }
  // To the microsecond; and an answer that was there before the concern.
  raise(from + 9 * day + hour, fortnight);
  raise(from + 9 * day + 2 * hour, fortnight + 1);
  raise(from + 9 * day + 3 * hour, -hour);
}
