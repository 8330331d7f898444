import { keptAs, NO_STRATA, nameOfAny } from '../../store/config/strata.js';
import { idOf, period, type Reading, type Rows } from './clinical-reading.js';
import { type JsonObject, object, objects, text } from './shape.js';

/**
 * An active Coverage as the site's own name for its type, with its period; nothing where the site gives no names. Neither
 * codes nor numbers of a policy are kept.
 */
export function coverageRows(reading: Reading): Rows {
  const { resource, self, strata = NO_STRATA } = reading;
  const stratifier = keptAs('coverage', strata);
  if (!stratifier || text(resource.status, 'status') !== 'active') return [];
  const patient = idOf(reading, resource.beneficiary, 'Patient', 'beneficiary');
  const codes = typesOf(resource);
  if (!patient || codes.length === 0) return [];
  const value = nameOfAny(strata.coverage!, codes);
  const span = period(resource.period, 'period', reading);
  return [
    { table: 'patient_stratum', values: { patient_id: patient, stratifier, value, ...span, owner: self } },
  ];
}

/** Each code of its type alone and as `system|code`. */
function typesOf(resource: JsonObject): string[] {
  return objects(object(resource.type, 'type')?.coding, 'type.coding').flatMap((coding) => {
    const code = text(coding.code, 'type.coding.code');
    if (code === undefined) return [];
    const system = text(coding.system, 'type.coding.system');
    return system === undefined ? [code] : [code, `${system}|${code}`];
  });
}
