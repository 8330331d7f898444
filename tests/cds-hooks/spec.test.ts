import { EXAMPLES, exampleOf } from './spec/examples/index.js';
import { ANSWER_FACTS, FEEDBACK_FACTS, REQUEST_FACTS } from './spec/facts.js';
import { MUTATIONS, mutated } from './spec/mutations.js';
import { HOOKS } from './spec/schemas/contexts.js';
import { type Kind, type Version, validate } from './spec/validate.js';

const pathOf = (fault: string) => fault.slice(0, fault.indexOf(': '));
const paths = (faults: string[]) => [...new Set(faults.map(pathOf))];
const named = (kind: Kind) => EXAMPLES.filter((example) => example.kind === kind).map(({ name }) => name);

test.each(EXAMPLES)('$name conforms', ({ kind, version, value, text }) => {
  expect(validate(kind, version, value)).toEqual([]);
  expect(JSON.parse(text)).toEqual(value);
});

test('the examples have names of their own', () => {
  expect(new Set(EXAMPLES.map(({ name }) => name)).size).toBe(EXAMPLES.length);
});

const deprecated = ['medication-prescribe', 'order-review'];
const hooksOf: [Version, string[]][] = [
  ['1.0', HOOKS.filter((hook) => hook !== 'order-dispatch')],
  ['2.0', HOOKS.filter((hook) => !deprecated.includes(hook))],
  ['3.0', HOOKS.filter((hook) => !deprecated.includes(hook))],
];

test.each(hooksOf)('%s has a request for each of its hooks', (version, hooks) => {
  const requests = EXAMPLES.filter((example) => example.kind === 'request' && example.version === version);
  const met = requests.map(({ value }) => (value as { hook: string }).hook);
  expect(met).toEqual(expect.arrayContaining(hooks));
});

test.each(MUTATIONS)('%s: %s as %j is a fault', (name, path, to, faultAt = path) => {
  const { kind, version, value } = exampleOf(name);
  expect(paths(validate(kind, version, mutated(value, path, to)))).toEqual([faultAt]);
});

/** What one version allows and another does not. */
const differences: [example: string, under: Version, faults: string[]][] = [
  ['1.x patient-view, all at the top', '2.0', ['$.user', '$.patient', '$.encounter', '$.context']],
  ['1.x medication-prescribe, an array of drugs', '1.0', ['$.user', '$.context.medications']],
  ['1.x hard stop and success', '1.0', ['$.cards[0].indicator', '$.cards[0].source.label']],
  ['1.x overridden, flat reason', '2.0', ['$.feedback[0].overrideReason.code']],
  ['1.0 patient-view in odd bytes, a user that is no reference', '2.0', ['$.context.userId']],
  ['2.0 any of three suggestions', '1.0', ['$.cards[0].uuid', '$.cards[0].selectionBehavior']],
  ['2.0 critical with override reasons', '1.0', ['$.cards[0].overrideReasons']],
  ['2.0 info', '1.0', ['$.cards[0].source.topic']],
  ['2.0 system actions beside a card without uuid', '1.0', ['$.systemActions']],
  ['2.0 patient-view', '1.0', ['$.fhirAuthorization.patient']],
  ['2.0 accepted', '1.0', ['$']],
  ['2.0 order-dispatch, hook 1.0', '3.0', ['$.context.dispatchedOrders']],
  ['2.0 a batch, one card twice, a time without a zone', '3.0', ['$.feedback[1].outcomeTimestamp']],
  ['3.0 discovery', '2.0', ['$.services[0].version', '$.services[0].hookVersion']],
  ['3.0 patient-view', '1.0', ['$.prefetch.labs.link[0].relation']],
  ['3.0 system actions without a description', '2.0', ['$.systemActions[0].description']],
  [
    '3.0 warning whose actions are chosen',
    '2.0',
    ['$.cards[0].suggestions[0].actionSelectionBehavior', '$.cards[0].suggestions[1].actions[0].resourceId'],
  ],
];

test.each(differences)('%s is wrong under %s', (name, under, faults) => {
  const { kind, value } = exampleOf(name);
  expect(paths(validate(kind, under, value))).toEqual(expect.arrayContaining(faults));
});

const lasting: [example: string, under: Version][] = [
  ['1.0 order-sign', '3.0'],
  ['1.0 info with absolute links', '2.0'],
  ['1.0 medication-prescribe', '2.0'],
  ['2.0 order-dispatch, hook 1.1', '3.0'],
  ['2.0 warning with create, update and delete', '3.0'],
  ['2.0 overridden with a coded reason', '3.0'],
];

test.each(lasting)('%s still conforms under %s', (name, under) => {
  const { kind, value } = exampleOf(name);
  expect(validate(kind, under, value)).toEqual([]);
});

test('a fault says what was found and what was expected', () => {
  const say = (name: string, path: string, to: unknown) => {
    const { kind, version, value } = exampleOf(name);
    return validate(kind, version, mutated(value, path, to)).join('\n');
  };
  expect(say('2.0 info', '$.cards[0].indicator', 'urgent')).toBe(
    '$.cards[0].indicator: is "urgent", not one of info, warning, critical.',
  );
  expect(say('2.0 info', '$.cards[0].source', undefined)).toBe('$.cards[0].source: is missing.');
  expect(say('2.0 info', '$.cards[0].a b', 1)).toBe('$.cards[0]["a b"]: is no field of it.');
  expect(say('2.0 patient-view', '$.prefetch.subject', 'x')).toBe(
    '$.prefetch.subject: is string, not object or null.',
  );
});

test.each<[Kind, { name: string }[]]>([
  ['request', REQUEST_FACTS],
  ['answer', ANSWER_FACTS],
  ['feedback', FEEDBACK_FACTS],
])('there are facts of every %s', (kind, facts) => {
  expect(facts.map(({ name }) => name)).toEqual(named(kind));
});
