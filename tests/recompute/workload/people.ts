import { typeOfId } from '../references.js';
import { isNotPerson } from '../tools.js';
import type { World } from '../world.js';

/** "Alerts and telemetry of a user who is a Patient, RelatedPerson, Device or Organization count nowhere; those without a
 * user count." "… of a `notPeople` account count nowhere." */
export function isPerson(user: string | null, world: World): boolean {
  const type = user === null ? '' : (typeOfId(user) ?? '');
  return (
    !['Patient', 'RelatedPerson', 'Device', 'Organization'].includes(type) && !isNotPerson(user, world.tools)
  );
}
