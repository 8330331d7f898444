import { keptAs, NO_STRATA, nameOfAny, type SiteStrata } from '../../store/config/strata.js';
import type { Reading, Rows } from './clinical-reading.js';
import { codesOf, type JsonObject, object, objects, text } from './shape.js';

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-';
const INTERPRETER = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired';

/** SNOMED CT's answers; others are no answer. */
const YES_OR_NO: Record<string, string> = { '373066001': 'true', '373067005': 'false' };

/**
 * What a Patient says of itself, as rows of `patient_stratum` (design: "Reading FHIR"). Only what is written there under
 * its own key: nothing is concluded from a name, or from anything else.
 */
export function strataRows({ resource, self, strata = NO_STRATA }: Reading): Rows {
  const extensions = objects(resource.extension, 'extension');
  const said: [stratifier: string, value: string | undefined, off?: string][] = [
    ['language', languageOf(resource)],
    ['interpreter', interpreterOf(extensions)],
    ['race', ombCategory(extensions, `${US_CORE}race`)],
    ['ethnicity', ombCategory(extensions, `${US_CORE}ethnicity`)],
    ['sex', text(resource.gender, 'gender')],
    // The age band is that at the encounter, so the date of birth is kept and the band worked out when read.
    ['birth-date', text(resource.birthDate, 'birthDate'), 'age'],
    [keptAs('address', strata) ?? '', addressOf(resource, strata)],
  ];
  return said.flatMap(([stratifier, value, off = stratifier]) =>
    value === undefined || strata.off.includes(off)
      ? []
      : [{ table: 'patient_stratum', values: { patient_id: self, stratifier, value, owner: self } }],
  );
}

/** The preferred communication's, else the first one's. */
function languageOf(resource: JsonObject): string | undefined {
  const communication = objects(resource.communication, 'communication');
  const spoken = communication.find(({ preferred }) => preferred === true) ?? communication[0];
  return codesOf(object(spoken?.language, 'communication.language'), 'communication.language')[0];
}

/** FHIR's own extension, else US Core's (a Coding of yes or no). */
function interpreterOf(extensions: JsonObject[]): string | undefined {
  const required = extensions.find(({ url }) => url === INTERPRETER)?.valueBoolean;
  if (typeof required === 'boolean') return String(required);
  const needed = extensions.find(({ url }) => url === `${US_CORE}interpreter-needed`);
  const code = text(object(needed?.valueCoding, 'valueCoding')?.code, 'valueCoding.code');
  return YES_OR_NO[code ?? ''];
}

/** The OMB category's code; of several the first. */
function ombCategory(extensions: JsonObject[], url: string): string | undefined {
  const parts = objects(extensions.find((one) => one.url === url)?.extension, 'extension');
  const coding = object(parts.find((part) => part.url === 'ombCategory')?.valueCoding, 'valueCoding');
  return text(coding?.code, 'valueCoding.code');
}

const ELSEWHERE = new Set(['old', 'billing', 'temp']);

/** The site's name for one part of the address, which itself is not kept; of several addresses that of the home. */
function addressOf(resource: JsonObject, { address }: SiteStrata): string | undefined {
  if (!address) return undefined;
  const lived = objects(resource.address, 'address').filter(
    ({ use }) => !ELSEWHERE.has(text(use, 'address.use') ?? ''),
  );
  // One that has an end comes after those that have none, and after that the home goes first.
  const rank = (one: JsonObject) =>
    (object(one.period, 'address.period')?.end === undefined ? 0 : 2) + (one.use === 'home' ? 0 : 1);
  const [first] = lived.toSorted((a, b) => rank(a) - rank(b));
  const part = text(first?.[address.part], `address.${address.part}`);
  return part === undefined ? undefined : nameOfAny(address, [part]);
}
