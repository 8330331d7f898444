import { ADDRESS_PARTS, OTHER, PATIENT_STRATIFIERS } from './strata.js';

const text = { type: 'string', minLength: 1 } as const;

/** Names begin with a letter: a YAML map keeps the order of such names, and numbers would come first. */
const NAME = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_.-]*$', not: { enum: [OTHER, 'missing'] } };

/** `off`, or what else may be said: each keyword speaks of one of the two types only. */
const orOff = (said: object) => ({
  type: ['string', 'object'],
  pattern: '^off$',
  additionalProperties: false,
  ...said,
});

const values = {
  type: 'object',
  minProperties: 1,
  propertyNames: NAME,
  additionalProperties: { anyOf: [text, { type: 'array', items: text }] },
};

const own = (required: string[], more: object) =>
  orOff({ required, properties: { reference: text, values, ...more } });

/** JSON schema of `strata:` in site.yaml. */
export const STRATA_SCHEMA = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    ...Object.fromEntries(
      PATIENT_STRATIFIERS.map((name) => [name, orOff({ properties: { reference: text } })]),
    ),
    coverage: own(['values'], {}),
    address: own(['part', 'values'], { part: { enum: ADDRESS_PARTS } }),
  },
};
