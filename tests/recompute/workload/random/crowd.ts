import { HOUR, MINUTE, type Micros, writeInstant } from '../../instants.js';
import type { Resource } from '../../random/people.js';
import type { Random } from '../../random/random.js';
import { BASES, type Scenario, wall } from '../../random/scenario.js';
import type { Clock } from '../../random/times.js';

/** A visit or stay of the crowd: enough people that cells are not too small to be shown. */
export interface Visit {
  id: string;
  patient: string;
  user: string;
  start: Micros;
  end: Micros;
}

/** Each with the ways in which a log may name it; the first is what remains. */
export type Named = Record<string, string[]>;

/** d1 … d3 are the people of the other random folders, so that their rows meet these tables too. */
export const CLINICIANS: Named = {
  d1: ['Practitioner/d1', 'PractitionerRole/r1', 'Practitioner?identifier=urn:npi|11'],
  d2: ['Practitioner/d2', `${BASES.main}/Practitioner/d2`, 'Practitioner?identifier=urn:any|22'],
  d3: ['Practitioner/d3'],
  w1: ['Practitioner/w1', 'PractitionerRole/rw1', 'PractitionerRole/rw1b'],
  w2: ['Practitioner/w2', 'Practitioner?identifier=urn:staff|w2'],
  w3: ['Practitioner/w3'],
  // A role that leads to nobody is somebody all the same.
  r9: ['PractitionerRole/r9'],
};

export const NAMES = Object.keys(CLINICIANS);

export const CROWD = Array.from({ length: 18 }, (_, i) => `x${i + 1}`);

/** x1 was merged from x1-old and x1-older; x2 is known by an identifier; the rest plainly. */
export function patientForms(patient: string): string[] {
  if (patient === 'x1') return ['Patient/x1', 'Patient/x1-old', 'Patient/x1-older'];
  if (patient === 'x2') return ['Patient/x2', 'Patient?identifier=urn:mrn|x-two'];
  return [`Patient/${patient}`];
}

export function crowdPeople(): Resource[] {
  const practitioner = { reference: 'Practitioner/w1' };
  return [
    { resourceType: 'Practitioner', id: 'w1' },
    { resourceType: 'Practitioner', id: 'w2', identifier: [{ system: 'urn:staff', value: 'w2' }] },
    { resourceType: 'Practitioner', id: 'w3' },
    {
      resourceType: 'PractitionerRole',
      id: 'rw1',
      practitioner,
      specialty: [{ coding: [{ code: 'family' }] }],
    },
    { resourceType: 'PractitionerRole', id: 'rw1b', practitioner },
    { resourceType: 'PractitionerRole', id: 'r9' },
    // As a person this is known to be none.
    { resourceType: 'PractitionerRole', id: 'rbot', practitioner: { reference: 'Practitioner/bot-7' } },
    { resourceType: 'Patient', id: 'x1' },
    {
      resourceType: 'Patient',
      id: 'x1-old',
      link: [
        { other: { reference: 'Patient/x1' }, type: 'replaced-by' },
        { other: { reference: 'Patient/x1-older' }, type: 'replaces' },
      ],
    },
    { resourceType: 'Patient', id: 'x2', identifier: [{ system: 'urn:mrn', value: 'x-two' }] },
  ];
}

/** Some days ordinary, some odd: no time at all, ends before starts, more than a day. */
const USUAL: Micros[] = [20n * MINUTE, 30n * MINUTE, HOUR, 5n * MINUTE];
const ODD: Micros[] = [0n, 1n, -HOUR, 26n * HOUR];

/** Visits at hours at which something turns: the day, the evening, the clock, the period's first and last day. */
export function visits(r: Random, of: Scenario, clock: Clock): Visit[] {
  const times = ['00:00', '01:30', '02:30', '05:50', '08:00', '09:00', '11:30', '14:00', '17:50', '23:50'];
  const days = [...of.days, ...(of.turn === null ? [] : [of.turn, of.turn])];
  return Array.from({ length: r.int(40, 100) }, (_, i) => {
    const at = wall(`${r.pick(days)}T${r.pick(times)}`, of);
    const start = at < clock.first ? clock.first : at > clock.last - 2n * HOUR ? clock.last - 2n * HOUR : at;
    return {
      id: `g${i + 1}`,
      patient: CROWD[i % CROWD.length]!,
      user: r.pick(NAMES),
      start,
      end: start + r.pick(r.chance(0.8) ? USUAL : ODD),
    };
  });
}

/** A date alone: 24:00 of that site day as an end, 00:00 as a start. In a delimited file it needs a time zone, else its row is set
 * aside. */
export function dayOf(at: Micros): string {
  return writeInstant(at).slice(0, 10);
}
