import type { Cells } from '../../random/cells.js';
import type { Random } from '../../random/random.js';
import type { Crowd } from './crowd.js';

export const STRATUM_HEADER = 'patient_id,stratifier,value'.split(',');

/** What a table says of patients whose own records do not say it; of two such rows the last in order counts. */
export function strata(r: Random, { resources }: Crowd): Cells[] {
  const patients = resources.filter((one) => Reflect.get(one, 'resourceType') === 'Patient');
  const silent = (key: string) =>
    patients
      .filter((one) => !Reflect.has(one, key) && !Reflect.has(one, 'link') && !Reflect.has(one, 'meta'))
      .map((one) => `Patient/${Reflect.get(one, 'id')}`);
  const rows = (stratifier: string, key: string, values: string[]) =>
    silent(key)
      .filter(() => r.chance(0.4))
      .flatMap((patient_id) =>
        Array.from({ length: r.chance(0.2) ? 2 : 1 }, () => ({
          patient_id,
          stratifier,
          value: r.pick(values),
        })),
      );
  return [
    ...rows('language', 'communication', ['en', 'es', 'ES']),
    ...rows('sex', 'gender', ['female', 'male']),
  ];
}
