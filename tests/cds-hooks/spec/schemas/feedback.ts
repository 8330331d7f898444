import { closed, coding, oneOf, open, type Schema, some, text, type Version } from './parts.js';

const outcome = oneOf('accepted', 'overridden');
const acceptedSuggestions = some(closed({ id: text }));

/** 2.0 "Feedback" asks for an ISO timestamp in UTC, with no word about the zone's letter. */
const utc20: Schema = {
  type: 'string',
  format: 'iso-date-time',
  pattern: '[Tt ][0-9:.]+([Zz]|[+-]00:?00)?$',
};
/** 3.0-ballot "Feedback": as profiled in RFC 3339, 5.6, where an offset is required. */
const utc30: Schema = { type: 'string', format: 'date-time', pattern: '([Zz]|[+-]00:00)$' };

/** 2.0 and 3.0 "OverrideReason": a coding, a comment or both; 3.0's invariant cds-fb-3 says "or both" aloud. */
function reason(version: Version): Schema {
  return {
    ...closed({}, { reason: coding(version), userComment: text }),
    anyOf: [{ required: ['reason'] }, { required: ['userComment'] }],
    description: 'has neither a reason nor a comment',
  };
}

/** 2.0 and 3.0-ballot "Feedback": an acceptance names the suggestions accepted. */
function feedback(version: Version, outcomeTimestamp: Schema): Schema {
  const entry = closed(
    { card: text, outcome, outcomeTimestamp },
    { acceptedSuggestions, overrideReason: reason(version) },
  );
  const named: Schema = {
    if: { type: 'object', required: ['outcome'], properties: { outcome: { const: 'accepted' } } },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's keyword
    then: { type: 'object', required: ['acceptedSuggestions'] },
  };
  return closed({ feedback: some({ ...entry, ...named }) });
}

/** Clients built on drafts send the reason's code and system flat, often with the comment beside them. */
const flat = open(
  { card: text, outcome },
  {
    acceptedSuggestions,
    overrideReason: open({ code: text }, { system: text, display: text, userComment: text }),
    outcomeTimestamp: text,
  },
);

/** 1.0 has no feedback: its draft's analytics endpoint was removed before the release ("Change Log", 1.0.0). */
export const FEEDBACK: Record<Version, Schema | undefined> = {
  '1.x': open({ feedback: some(flat) }),
  '1.0': undefined,
  '2.0': feedback('2.0', utc20),
  '3.0': feedback('3.0', utc30),
};
