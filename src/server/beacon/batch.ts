import { Ajv } from 'ajv';
import type { Counted } from '../../feeds/journal/clicks.js';

/** What a page counted since it last said so. Whose page it is, `site` or `launch` says; other members are not looked at. */
export interface Batch extends Counted {
  site?: string;
  launch?: string;
  page: string;
  seq: number;
  /** Milliseconds before it was sent, by the page's own steady clock: what its wall clock says does not matter. */
  began: number;
  ended: number;
  user?: string;
  patient?: string;
  encounter?: string;
}

/** A page keeps no more than 100, and nothing older than a day. */
const MOST_BATCHES = 200;
const DAY_MS = 86_400_000;
/** More than anybody does before the next batch is cut. */
const MOST_COUNTED = 100_000;
/** What rounding and a busy page may add to an interval. */
const SLACK_S = 1;

const KEY = { type: 'string', minLength: 1, maxLength: 100 };
const COUNT = { type: 'integer', minimum: 0, maximum: MOST_COUNTED };
const AGE = { type: 'number', minimum: 0, maximum: DAY_MS };
/** `Type/id` (https://hl7.org/fhir/R4/datatypes.html#id), or an attribute that was left empty. Never a name. */
const reference = (types: string) => ({
  type: 'string',
  pattern: `^(?:(?:${types})/[A-Za-z0-9\\-.]{1,64})?$`,
});

const BATCH = {
  type: 'object',
  required: [
    'page',
    'seq',
    'began',
    'ended',
    'clicks',
    'keyboard_activations',
    'keystrokes',
    'navigations',
    'active_seconds',
  ],
  oneOf: [{ required: ['site'] }, { required: ['launch'] }],
  properties: {
    site: KEY,
    launch: KEY,
    page: { type: 'string', pattern: '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$' },
    seq: { type: 'integer', minimum: 0, maximum: 1_000_000 },
    began: AGE,
    ended: AGE,
    user: reference('Practitioner|PractitionerRole|Person|Patient|RelatedPerson'),
    patient: reference('Patient'),
    encounter: reference('Encounter'),
    clicks: COUNT,
    keyboard_activations: COUNT,
    keystrokes: COUNT,
    navigations: COUNT,
    active_seconds: { type: 'number', minimum: 0 },
  },
};

const isBatches = new Ajv({ strictRequired: false }).compile<Batch[]>({
  type: 'array',
  minItems: 1,
  maxItems: MOST_BATCHES,
  items: BATCH,
});

/** One batch or several; undefined where any of them is none. */
export function batchesOf(text: string): Batch[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const batches: unknown = Array.isArray(value) ? value : [value];
  return isBatches(batches) && batches.every(isPossible) ? batches : undefined;
}

const isPossible = ({ began, ended, active_seconds }: Batch): boolean =>
  ended <= began && active_seconds <= (began - ended) / 1000 + SLACK_S;
