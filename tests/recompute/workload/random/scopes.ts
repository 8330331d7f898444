import type { Cells } from '../../random/cells.js';
import type { Random } from '../../random/random.js';
import { type Clock, written } from '../../random/times.js';

const SCOPES = [
  'patient/Observation.read',
  'patient/Observation.rs',
  'user/DocumentReference.write',
  'user/DocumentReference.cud',
  'user/*.read',
  'user/ServiceRequest.read',
  'user/DocumentReference.r',
  'patient/Communication.s',
  'patient/Communication.write',
  'system/Communication.*',
  'patient/Condition.r',
  'user/ServiceRequest.c',
  'user/Immunization.cruds',
  'patient/Observation.rs?category=laboratory',
  'patient/Observation.rs?category=vital-signs',
  'patient/*.cu',
  'openid',
  'fhirUser',
  'launch/patient',
  'offline_access',
];

/** Of tools that are there and of one that is not; the same scope granted twice. */
export function scopes(r: Random, clock: Clock): Cells[] {
  const tools = ['order-entry', 'notes', 'inbox', 'portal', 'mission-audit', 'nobody-uses'];
  return tools
    .filter(() => r.chance(0.6))
    .flatMap((tool) =>
      r
        .shuffle(SCOPES)
        .slice(0, r.int(1, 6))
        .flatMap((scope) => {
          const row = { tool, scope, granted: written(clock.instant(), r) };
          return r.chance(0.2) ? [row, { ...row, granted: written(clock.instant(), r) }] : [row];
        }),
    );
}
