import { writeInstant } from '../../instants.js';
import type { Cells } from '../../random/cells.js';
import type { Random } from '../../random/random.js';
import type { Crowd } from './crowd.js';
import { type Hot, MINUTE } from './hot.js';

export const BENEFIT_HEADER = 'benefit_id,tool,kind,patient_id,encounter_ref,at,language'.split(',');

const LANGUAGES = ['en', 'es', 'es', 'en-US', 'es-MX', 'zh', 'fr', ''];
const KINDS = [
  'hazard',
  'hazard',
  'education',
  'education',
  'teach-back',
  'teach-back',
  'immunization',
  'screening',
];

function benefit(r: Random, hot: Hot, { crowd, n }: { crowd: Crowd; n: number }): Cells[] {
  const visit = r.pick(crowd.visits);
  const kind = r.pick(KINDS);
  const row: Cells = {
    benefit_id: `be${n}`,
    tool: r.pick(['', 'order-entry', 'notes']),
    kind,
    patient_id: r.chance(0.08) ? '' : `Patient/${visit.patient}${r.chance(0.2) ? '-old' : ''}`,
    encounter_ref: r.chance(0.4)
      ? r.pick([`Encounter/${visit.id}`, 'Encounter/ghost-1', 'Encounter/e1'])
      : '',
    at: hot.text(r.chance(0.8) ? visit.start + BigInt(r.int(0, 20)) * MINUTE : hot.instant()),
    language: kind === 'education' ? r.pick(LANGUAGES) : '',
  };
  // A mitigated hazard with a row of its own as a hazard, or without.
  if (kind === 'hazard' && r.chance(0.5)) {
    const mitigated = { ...row, kind: 'hazard-mitigated' };
    return r.chance(0.7) ? [row, mitigated] : [mitigated];
  }
  if (r.chance(0.06)) return [row, { ...row, tool: r.pick(['order-entry', 'notes']) }];
  return [row];
}

export function benefits(r: Random, hot: Hot, crowd: Crowd): Cells[] {
  return Array.from({ length: r.int(120, 220) }, (_, n) => benefit(r, hot, { crowd, n })).flat();
}

const SNOMED = 'http://snomed.info/sct';

export function fhirBenefits(r: Random, crowd: Crowd): object[] {
  return Array.from({ length: r.int(5, 20) }, (_, n) => {
    const visit = r.pick(crowd.visits);
    const subject = { reference: `Patient/${visit.patient}` };
    const encounter = r.chance(0.6) ? { encounter: { reference: `Encounter/${visit.id}` } } : {};
    const at = writeInstant(visit.start + 2n * MINUTE);
    if (r.chance(0.5)) {
      return {
        resourceType: 'DetectedIssue',
        id: `di${n}`,
        status: r.pick(['final', 'final', 'cancelled', 'entered-in-error']),
        patient: subject,
        identifiedDateTime: at,
        ...(r.chance(0.5) ? { mitigation: [{ action: { text: 'done' } }] } : {}),
      };
    }
    return {
      resourceType: 'Communication',
      id: `co${n}`,
      status: r.pick(['completed', 'completed', 'in-progress']),
      subject,
      ...encounter,
      category: [{ coding: [{ system: SNOMED, code: '409073007' }] }],
      language: r.pick(['en', 'es', 'zh']),
      sent: at,
    };
  });
}
