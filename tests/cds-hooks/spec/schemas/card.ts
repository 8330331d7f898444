import { ACTION } from './action.js';
import { LINK } from './link.js';
import { closed, coding, flag, oneOf, open, type Schema, some, text, url } from './parts.js';

type Release = '1.0' | '2.0' | '3.0';

/** "Card Attributes", all versions: fewer than 140 characters. */
const summary: Schema = { ...text, maxLength: 139 };
/** "Card Attributes", all releases. The draft of 1.0 still said `hard-stop`. */
const indicator = oneOf('info', 'warning', 'critical');

/** "Source": `topic` from 2.0 on. */
const source = (version: Release) =>
  closed({ label: text }, { url, icon: url, ...(version === '1.0' ? {} : { topic: coding(version) }) });

/** "Suggestion": `isRecommended` from 2.0 on, `actionSelectionBehavior` from 3.0 on. */
function suggestion(version: Release): Schema {
  return closed(
    { label: text },
    {
      uuid: text,
      actions: some(ACTION[version]),
      ...(version === '1.0' ? {} : { isRecommended: flag }),
      ...(version === '3.0' ? { actionSelectionBehavior: oneOf('all', 'any', 'at-most-one') } : {}),
    },
  );
}

/** "Reasons for rejecting a card" (2.0, 3.0): here `display` is required. */
const reasons = (version: Release) => some(coding(version, { display: text }));

/** 1.0 "Card Attributes": no uuid, one way to select. */
const fields10 = { selectionBehavior: oneOf('at-most-one') };
/** 2.0 and 3.0-ballot "Card Attributes". */
const fields20 = (version: Release) => ({
  uuid: text,
  selectionBehavior: oneOf('at-most-one', 'any'),
  overrideReasons: reasons(version),
});

/** 3.0's invariant cds-resp-1: of suggestions that exclude each other, one at most is recommended. */
const oneRecommended: Schema = {
  if: {
    type: 'object',
    required: ['selectionBehavior'],
    properties: { selectionBehavior: { const: 'at-most-one' } },
  },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's keyword
  then: {
    type: 'object',
    properties: {
      suggestions: {
        type: 'array',
        contains: {
          type: 'object',
          required: ['isRecommended'],
          properties: { isRecommended: { const: true } },
        },
        minContains: 0,
        maxContains: 1,
        description: 'recommends more than one of suggestions that exclude each other',
      },
    },
  },
};

function card(version: Release): Schema {
  const optional = {
    detail: text,
    suggestions: some(suggestion(version)),
    links: some(LINK[version]),
    ...(version === '1.0' ? fields10 : fields20(version)),
  };
  return {
    ...closed({ summary, indicator, source: source(version) }, optional),
    dependentRequired: { suggestions: ['selectionBehavior'] },
    ...(version === '3.0' ? oneRecommended : {}),
  };
}

/** Before 1.0: `success` and `hard-stop`, a source with a `name`, suggestions that create and delete by themselves. */
const draft = open(
  {
    summary,
    indicator: oneOf('success', 'info', 'warning', 'hard-stop', 'critical'),
    source: {
      ...open({}, { name: text, label: text, url, icon: url }),
      anyOf: [{ required: ['label'] }, { required: ['name'] }],
      description: 'has neither a label nor a name',
    },
  },
  {
    detail: text,
    suggestions: some(open({ label: text }, { uuid: text })),
    links: some(open({ label: text, url }, { type: oneOf('absolute', 'smart') })),
  },
);

export const CARD = { '1.x': draft, '1.0': card('1.0'), '2.0': card('2.0'), '3.0': card('3.0') };
