import { type Loose, listIn, mapIn, wordIn } from './loose.js';

export interface RequestFacts {
  hook: string;
  instance: string;
  /** References: `Practitioner/3`, `Patient/62`, `Encounter/667`; '' where the request names none. */
  user: string;
  patient: string;
  encounter: string;
  /** Orders that the context holds: drafts, dispatched, or medications (1.0). */
  orders: number;
  /** The first order selected, else the only draft. */
  order: string;
}

/**
 * Who asked about whom: the request of a CDS Hooks call (2.0 "HTTP Request", the contexts of the hooks' own pages). Also of
 * 3.0, and of 1.x where user, patient and encounter may stand beside the context.
 */
export function requestFacts(body: unknown): RequestFacts {
  const request = mapIn(body) ?? {};
  const context = mapIn(request.context) ?? {};
  const drafts = ordersIn(context);
  return {
    hook: wordIn(request.hook),
    instance: wordIn(request.hookInstance),
    user: reference('Practitioner', context.userId ?? request.user),
    patient: reference('Patient', context.patientId ?? request.patient),
    encounter: reference('Encounter', context.encounterId ?? request.encounter),
    orders: drafts.length,
    order: wordIn(listIn(context.selections)[0]) || (drafts.length === 1 ? drafts[0]! : ''),
  };
}

/** `62` and `Patient/62` are the same; what has a type keeps it. */
function reference(type: string, value: unknown): string {
  const word = wordIn(value);
  return word === '' || /[/:]/.test(word) ? word : `${type}/${word}`;
}

/** References to the orders of a context: drafts (order-select, order-sign), dispatched ones, and those of 1.0. */
function ordersIn(context: Loose): string[] {
  // The page of order-dispatch calls them so in its table, and otherwise in its example.
  const listed = context.dispatchedOrders ?? context['dispatched-orders'];
  const dispatched = [...listIn(listed), ...[context.order].filter(Boolean)];
  if (dispatched.length > 0) return dispatched.map(wordIn);
  const drafts = [context.draftOrders, context.orders, context.medications].find(
    (one) => one !== undefined && one !== null,
  );
  const resources = Array.isArray(drafts)
    ? drafts
    : listIn(mapIn(drafts)?.entry).map((entry) => mapIn(entry)?.resource);
  return resources.map((one) => {
    const { resourceType, id } = mapIn(one) ?? {};
    return wordIn(resourceType) && wordIn(id) ? `${wordIn(resourceType)}/${wordIn(id)}` : '';
  });
}
