/**
 * `1.x` is the shape before the 1.0 release and in drafts after it (`user`, `patient` and `encounter` beside
 * `hook`; a flat override reason): not conformant to any release, and still met.
 */
export const VERSIONS = ['1.x', '1.0', '2.0', '3.0'] as const;
export type Version = (typeof VERSIONS)[number];
export type Schema = { [keyword: string]: unknown };
type Fields = { [name: string]: Schema };

/** 1.0 "Overview", 2.0 and 3.0 "Use of JSON": no attribute is null or empty unless the text says otherwise. */
export const text: Schema = { type: 'string', pattern: '\\S' };
export const url: Schema = { type: 'string', format: 'uri' };
export const uuid: Schema = { type: 'string', format: 'uuid' };
export const flag: Schema = { type: 'boolean' };

export const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values });
export const some = (items: Schema): Schema => ({ type: 'array', items, minItems: 1 });
export const any = (items: Schema): Schema => ({ type: 'array', items });

/** "Extensions", all versions: the one reserved name, a JSON object of the parties' own making. */
export const extension: Schema = { type: 'object', minProperties: 1 };

/** An object whose table lists all its attributes: `extension` is the only way to say more. */
export function closed(required: Fields, optional: Fields = {}): Schema {
  return { ...open(required, optional), additionalProperties: false };
}

export function open(required: Fields, optional: Fields = {}): Schema {
  const properties = { extension, ...required, ...optional };
  const names = Object.keys(required);
  return { type: 'object', required: names, properties, ...(names.length === 0 ? { minProperties: 1 } : {}) };
}

/**
 * 2.0 and 3.0 "Data Types / Coding": `code` and `system` required, `display` only where a table says so. The 3.0
 * logical models use FHIR's own Coding, which knows two fields more.
 */
export function coding(version: Version, required: Fields = {}): Schema {
  const fhir = version === '3.0' ? { version: text, userSelected: flag } : {};
  return closed({ code: text, system: text, ...required }, { display: text, ...fhir });
}

/** FHIR's own `id`: a `Patient/` in front of it is a reference, and wrong where an id is asked for. */
export const id: Schema = { type: 'string', pattern: '^[A-Za-z0-9\\-.]{1,64}$' };
/** A relative reference, `[ResourceType]/[id]`. */
export const reference: Schema = { type: 'string', pattern: '^[A-Z][A-Za-z]+/[A-Za-z0-9\\-.]{1,64}$' };

/** What is inside a resource is FHIR's business, not the specification's. */
export const resource: Schema = {
  type: 'object',
  required: ['resourceType'],
  properties: { resourceType: text },
};

export function bundle(...types: string[]): Schema {
  const entry = types.length > 0 ? { ...resource, properties: { resourceType: oneOf(...types) } } : resource;
  const entries = any({ type: 'object', required: ['resource'], properties: { resource: entry } });
  return {
    type: 'object',
    required: ['resourceType'],
    properties: { resourceType: { type: 'string', const: 'Bundle' }, entry: entries },
  };
}
