import { closed, oneOf, reference, resource, type Schema, some, text, type Version } from './parts.js';

const type = oneOf('create', 'update', 'delete');
const when = (kind: string[], then: Schema): Schema => ({
  if: { type: 'object', required: ['type'], properties: { type: { enum: kind } } },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's keyword
  then: { type: 'object', ...then },
});

/** A create or an update needs the whole resource, in every version. */
const written = when(['create', 'update'], { required: ['resource'], properties: { resource } });

/** 1.0 "Suggestion / Action": a delete names its resource in `resource`, as a string, or leaves it out. */
const action10: Schema = {
  ...closed({ type, description: text }, { resource: { type: ['object', 'string'] } }),
  allOf: [written, when(['delete'], { properties: { resource: { type: 'string' } } })],
};

/**
 * 2.0 and 3.0 "Suggestion / Action": `resourceId` for a delete, a string; `resource` as a string is deprecated
 * and legal. The table of 3.0 keeps the string, but the logical model of the ballot's time had a list of them
 * and guides built on it send lists, so both are 3.0 here.
 */
function action(version: Version, required: { [name: string]: Schema }): Schema {
  const resourceId = version === '3.0' ? { anyOf: [reference, some(reference)] } : reference;
  const optional = { description: text, resource: { type: ['object', 'string'] }, resourceId };
  return { ...closed({ type, ...required }, optional), allOf: [written] };
}

export const ACTION = {
  '1.0': action10,
  '2.0': action('2.0', { description: text }),
  '3.0': action('3.0', { description: text }),
};

/**
 * 2.0 "System Action" says that it is the same as an action, whose description is required (its own example has
 * none); 3.0 "System Action" makes the description optional.
 */
export const SYSTEM_ACTION = { '2.0': ACTION['2.0'], '3.0': action('3.0', {}) };
