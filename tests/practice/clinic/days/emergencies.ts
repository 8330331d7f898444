import type { Clinic } from '../clinic.js';
import { log } from '../desk/log.js';
import { wardPhysicians } from '../people/clinicians.js';
import { instantOf, minute, second } from '../site-time.js';
import type { Touch } from '../touches.js';

/** DICOM's own event for it, as a record system writes it that does not know the purpose. */
const override: Touch = {
  tool: '',
  observer: { reference: 'Device/ehr-core' },
  type: '110113',
  subtype: '110127',
  action: 'E',
};

/** A closed record is opened in an emergency, and then read. */
export function emergencies(clinic: Clinic): void {
  const random = clinic.random('emergencies');
  for (const index of [3, 8, 11, 15, 18, 24]) {
    const at = instantOf(clinic.calendar.dates[index]!, '06:20') + random.int(0, 30) * minute;
    const patient = clinic.somebody(random);
    const who = random.pick(wardPhysicians);
    const row = (step: number, does: 'chart' | Touch, breaksGlass: boolean) =>
      log(clinic, { at: at + step * second, who, does, patient, workstation: 'WS-9', breaksGlass });
    if (index % 2 === 0) row(0, override, true);
    row(20, 'chart', index % 2 === 1);
    row(50, 'chart', false);
  }
}
