import type { Micros } from '../instants.js';
import type { PlannedEncounter } from './encounters.js';
import type { Random } from './random.js';
import type { Scenario } from './scenario.js';
import { type Clock, written } from './times.js';

export type Cells = Record<string, string>;

/** When and about what rows are drawn. */
export interface About {
  clock: Clock;
  planned: PlannedEncounter[];
}

export const USERS = [
  'Practitioner/d1',
  'PractitionerRole/r1',
  'Practitioner/d2',
  'Practitioner/d3',
  'Practitioner?identifier=urn:npi|11',
  '',
];

export const NOBODY = [
  'Patient/p1',
  'Device/ward-tv',
  'RelatedPerson/k1',
  'Organization/o1',
  'Practitioner/bot-1',
];

export function encounterCell(r: Random, planned: PlannedEncounter[]): string {
  if (r.chance(0.6)) return '';
  if (r.chance(0.2)) return r.pick(['Encounter/ghost-1', 'Encounter/ghost-9']);
  const { id, server } = r.pick(planned);
  return server === 'lab' ? `https://lab.example.org/r4/Encounter/${id}` : `Encounter/${id}`;
}

/** "without offset it is site time": also hours that occur twice or not at all. */
export function cellInstant(at: Micros, r: Random, of: Scenario): string {
  if (!of.hasZone || !r.chance(0.15)) return written(at, r);
  const time = r.pick(['01:30:00', '02:30:00', '02:00:00.000001', '03:00:00', '23:59:59.999999']);
  const day = of.turn !== null && r.chance(0.6) ? of.turn : r.pick(of.days.slice(1, -1));
  return `${day}T${time}`;
}
