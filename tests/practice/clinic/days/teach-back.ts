import type { Clinic } from '../clinic.js';
import { iso, minute } from '../site-time.js';

/** No code for it is in general use, so the clinic's own list comes as a table: the patient said it back. */
export function teachBacks(clinic: Clinic): void {
  const random = clinic.random('teach-back');
  for (const encounter of clinic.books.encounters) {
    if (encounter.server !== 'main' || encounter.started === null || encounter.status === 'cancelled')
      continue;
    const at = encounter.started + random.int(8, 14) * minute;
    if (!random.chance(clinic.story.taughtBack) || !clinic.isOpen(at)) continue;
    // Twice in one visit is still one encounter with a record.
    for (let time = random.chance(0.05) ? 0 : 1; time < 2; time++) {
      const id = `T${clinic.next('teach-back')}`;
      const { patient, id: named } = encounter;
      clinic.books.benefits.push({
        feed: 'benefit',
        id,
        kind: 'teach-back',
        tool: '',
        patient,
        encounter: named,
        at,
        language: '',
      });
      clinic.cells.benefit.push([id, '', 'teach-back', patient, named, iso(at), '']);
    }
  }
}
