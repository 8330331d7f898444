import { bundle, id, open, reference, resource, type Schema, some, text, type Version } from './parts.js';

/**
 * Contexts stay open: a hook may gain an optional field without a new name ("Changes to a Hook"), and hooks are no
 * closed set ("Hooks / Overview"). Each is the table "Context" of its hook's page.
 */
const who = { userId: reference, patientId: id };
const encounter = { encounterId: id };

/** patient-view 1.0. */
const patientView = open(who, encounter);

/** order-select 1.0. That each selection is one of the draft orders is checked apart. */
const orderSelect = open({ ...who, selections: some(reference), draftOrders: bundle() }, encounter);

/** order-sign 1.0. */
const orderSign = open({ ...who, draftOrders: bundle() }, encounter);

/** order-dispatch 1.0, specification 2.0: neither user nor encounter. */
const orderDispatch10 = open({ patientId: id, order: reference, performer: reference }, { task: resource });

/** order-dispatch 1.1, specification 2.0: the names and cardinalities changed under the same hook name. */
const orderDispatch11 = open(
  { patientId: id, dispatchedOrders: some(reference), performer: reference },
  { fulfillmentTasks: some(resource) },
);

/** encounter-start 1.0 and encounter-discharge 1.0: the two that must name an encounter. */
const encounterHook = open({ ...who, ...encounter });

/** appointment-book 1.0. */
const appointmentBook = open({ ...who, appointments: bundle('Appointment') }, encounter);

/** allergyintolerance-create 0.1.0. */
const allergyCreate = open({ ...who, allergyIntolerances: bundle('AllergyIntolerance') }, encounter);

/** problem-list-item-create 0.1.0. */
const problemCreate = open({ ...who, conditions: bundle('Condition') }, encounter);

/** medication-refill 0.1.0: often no user and no encounter. */
const medicationRefill = open(
  { patientId: id, medications: bundle('MedicationRequest', 'MedicationOrder') },
  { userId: reference, ...encounter },
);

/** medication-prescribe 1.0, deprecated for order-select and order-sign. */
const medicationPrescribe = open(
  { ...who, medications: bundle('MedicationRequest', 'MedicationOrder') },
  encounter,
);

/** order-review 1.0, deprecated for order-sign. */
const orderReview = open({ ...who, orders: bundle() }, encounter);

const known = new Map<string, Schema>([
  ['patient-view', patientView],
  ['order-select', orderSelect],
  ['order-sign', orderSign],
  ['order-dispatch', orderDispatch11],
  ['encounter-start', encounterHook],
  ['encounter-discharge', encounterHook],
  ['appointment-book', appointmentBook],
  ['allergyintolerance-create', allergyCreate],
  ['problem-list-item-create', problemCreate],
  ['medication-refill', medicationRefill],
  ['medication-prescribe', medicationPrescribe],
  ['order-review', orderReview],
]);

/** 1.0's patient-view gives `[ResourceType]/[id]` as an example of a user; from 2.0 on it is the required form. */
function loosely({ properties, ...rest }: Schema): Schema {
  const fields = properties as { [name: string]: Schema };
  return { ...rest, properties: { ...fields, ...('userId' in fields ? { userId: text } : {}) } };
}

const loose = new Map([...known].map(([hook, schema]) => [hook, loosely(schema)]));

const anyContext: Schema = { type: 'object', minProperties: 1 };
/** Before 1.0 `context` was also an array, and the patient and the encounter stood beside it. */
const draftContext: Schema = { type: ['object', 'array'] };

/** The schema of a hook's context; of a hook that we do not know, any object. */
export function contextOf(hook: string, version: Version, context: object): Schema {
  if (version === '1.x') return draftContext;
  if (hook === 'order-dispatch' && version === '1.0') return anyContext;
  if (hook === 'order-dispatch' && version === '2.0' && 'order' in context) return orderDispatch10;
  return (version === '1.0' ? loose : known).get(hook) ?? anyContext;
}

export const HOOKS = [...known.keys()];
