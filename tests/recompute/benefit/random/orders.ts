import type { Micros } from '../../instants.js';
import type { Cells } from '../../random/cells.js';
import type { Random } from '../../random/random.js';
import { CLINICIANS, type Crowd, NO_CLINICIAN, type Visit } from './crowd.js';
import { type Hot, MINUTE } from './hot.js';

export const ORDER_HEADER = 'order_id,patient_id,encounter_ref,user_id,code,at,what,version'.split(',');

/** Both sides of the ten minutes within which an order is taken back, and placed again. */
const STEPS: Micros[] = [0n, 0n, 1n, 4n * MINUTE, 10n * MINUTE, 10n * MINUTE, 10n * MINUTE + 1n, -1n];
const CODES = ['cbc', 'cbc', 'xray', ''];

/** The same person under another name, now and then. */
function alias(r: Random, user: string): string {
  const others: Record<string, string> = {
    'Practitioner/x1': 'Practitioner?identifier=urn:staff|x-1',
    'Practitioner/x2': 'PractitionerRole/xr2',
  };
  return r.chance(0.4) ? (others[user] ?? user) : user;
}

interface Wanted {
  visit: Visit;
  at: Micros;
  user: string;
  code: string;
}

function placed(r: Random, hot: Hot, id: string, { visit, at, user, code }: Wanted): Cells {
  return {
    order_id: id,
    patient_id: r.chance(0.05) ? '' : `Patient/${visit.patient}${r.chance(0.15) ? '-old' : ''}`,
    encounter_ref: r.chance(0.7) ? `Encounter/${visit.id}` : r.pick(['', 'Encounter/ghost-1']),
    user_id: alias(r, user),
    code,
    at: hot.text(at),
    what: 'placed',
    version: '',
  };
}

/** An order, perhaps taken back, perhaps placed again, mostly for somebody else. */
function story(r: Random, hot: Hot, { crowd, n }: { crowd: Crowd; n: number }): Cells[] {
  const visit = r.pick(crowd.visits);
  const user = r.chance(0.08) ? r.pick([...NO_CLINICIAN, '']) : r.pick(CLINICIANS);
  const first = { visit, user, at: r.chance(0.7) ? visit.start : hot.instant(), code: r.pick(CODES) };
  const rows = [placed(r, hot, `o${n}`, first)];
  const same = () => (r.chance(0.8) ? alias(r, user) : r.pick(CLINICIANS));
  if (r.chance(0.4)) {
    const cancelled = first.at + r.pick(STEPS);
    rows.push({ ...rows[0]!, user_id: same(), at: hot.text(cancelled), what: 'cancelled' });
    if (r.chance(0.75)) {
      const again: Wanted = {
        visit: r.chance(0.8) ? r.pick(crowd.visits) : visit,
        user: r.chance(0.85) ? user : r.pick(CLINICIANS),
        at: cancelled + r.pick(STEPS),
        code: r.chance(0.85) ? first.code : r.pick(CODES),
      };
      rows.push(placed(r, hot, `p${n}`, again));
    }
  }
  for (let left = r.pick([0, 0, 1, 1, 2]); left > 0; left--) {
    const who = r.chance(0.3)
      ? alias(r, user)
      : r.pick([...CLINICIANS, ...CLINICIANS, 'Practitioner/bot-1', '']);
    rows.push({ ...rows[0]!, user_id: who, at: hot.text(first.at + r.pick(STEPS)), what: 'contributed' });
  }
  if (r.chance(0.06)) rows.push({ ...rows[0]! });
  if (r.chance(0.06)) rows.push({ ...rows[0]!, user_id: r.pick(CLINICIANS), version: r.pick(['9', '10']) });
  if (r.chance(0.03)) rows.push({ ...rows[0]!, order_id: '' }, { ...rows[0]!, order_id: `q${n}`, at: '' });
  return rows;
}

export function orders(r: Random, hot: Hot, crowd: Crowd): Cells[] {
  return Array.from({ length: r.int(70, 150) }, (_, n) => story(r, hot, { crowd, n })).flat();
}

/** Orders as FHIR has them: who asked, and a withdrawal that is nobody's. */
export function fhirOrders(r: Random, hot: Hot, crowd: Crowd): object[] {
  return Array.from({ length: r.int(5, 15) }, (_, n) => {
    const visit = r.pick(crowd.visits);
    const user = r.pick(CLINICIANS.filter((one) => !one.includes('?')));
    return {
      resourceType: 'ServiceRequest',
      id: `s${n}`,
      status: r.pick(['active', 'active', 'revoked']),
      meta: { lastUpdated: hot.text(visit.start + 5n * MINUTE) },
      code: { coding: [{ code: r.pick(['cbc', 'xray']) }] },
      subject: { reference: `Patient/${visit.patient}` },
      encounter: { reference: `Encounter/${visit.id}` },
      requester: { reference: user },
      authoredOn: hot.text(visit.start),
    };
  });
}
