import { type ErrorObject, type ValidateFunction, Ajv2020 as Validator } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { ANSWER } from './schemas/answer.js';
import { contextOf } from './schemas/contexts.js';
import { DISCOVERY } from './schemas/discovery.js';
import { FEEDBACK } from './schemas/feedback.js';
import { JWT } from './schemas/jwt.js';
import type { Schema, Version } from './schemas/parts.js';
import { REQUEST } from './schemas/request.js';

export type { Version } from './schemas/parts.js';
export type Kind = 'discovery' | 'request' | 'answer' | 'feedback' | 'jwt';

const schemas: Record<Kind, Record<Version, Schema | undefined>> = {
  discovery: DISCOVERY,
  request: REQUEST,
  answer: ANSWER,
  feedback: FEEDBACK,
  jwt: JWT,
};

const ajv = new Validator({
  allErrors: true,
  verbose: true,
  strict: true,
  // A condition may ask for a field whose own schema stands beside the condition.
  strictRequired: false,
  allowUnionTypes: true,
});
formats.default(ajv);
const compiled = new Map<Schema, ValidateFunction>();

/** The faults of a message under a version of CDS Hooks, each with its JSON path; none when it conforms. */
export function validate(kind: Kind, version: Version, value: unknown): string[] {
  const schema = schemas[kind][version];
  if (!schema) return [`$: CDS Hooks ${version} has no ${kind}.`];
  const faults = check(schema, value, '$');
  return kind === 'request' ? [...faults, ...contextFaults(version, value)] : faults;
}

function contextFaults(version: Version, value: unknown): string[] {
  const { hook, context } = (value ?? {}) as { hook?: unknown; context?: unknown };
  if (typeof hook !== 'string' || typeof context !== 'object' || context === null) return [];
  return [...check(contextOf(hook, version, context), context, '$.context'), ...strays(context)];
}

type Entry = { resource?: { resourceType?: unknown; id?: unknown } };

/** order-select, "Context": the selections are resources of the draft orders. */
function strays(context: { selections?: unknown; draftOrders?: { entry?: unknown } }): string[] {
  const { selections, draftOrders } = context;
  if (!Array.isArray(selections) || !Array.isArray(draftOrders?.entry)) return [];
  const drafts = (draftOrders.entry as Entry[]).map(
    (entry) => `${entry?.resource?.resourceType}/${entry?.resource?.id}`,
  );
  return selections.flatMap((selected, at) =>
    drafts.includes(selected)
      ? []
      : [`$.context.selections[${at}]: ${shown(selected)} is none of the draft orders.`],
  );
}

function check(schema: Schema, value: unknown, root: string): string[] {
  const run = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, run);
  if (run(value)) return [];
  const branches = /\/anyOf\/\d+\//;
  const said = (run.errors ?? []).filter(
    (error) => error.keyword !== 'if' && !branches.test(error.schemaPath),
  );
  return [...new Set(said.map((error) => inWords(error, root)))];
}

function inWords(error: ErrorObject, root: string): string {
  const { keyword, params, data } = error;
  const path = root + error.instancePath.split('/').slice(1).map(unescaped).map(step).join('');
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return `${path}${step(params.missingProperty)}: is missing.`;
    case 'additionalProperties':
      return `${path}${step(params.additionalProperty)}: is no field of it.`;
    case 'type':
      return `${path}: is ${kindOf(data)}, not ${[params.type].flat().join(' or ')}.`;
    case 'enum':
      return `${path}: is ${shown(data)}, not one of ${params.allowedValues.join(', ')}.`;
    case 'const':
      return `${path}: is ${shown(data)}, not ${shown(params.allowedValue)}.`;
    case 'minItems':
    case 'minProperties':
      return `${path}: is empty.`;
    case 'maxLength':
      return `${path}: has more than ${params.limit} characters.`;
    case 'format':
      return `${path}: ${shown(data)} is no ${params.format}.`;
    case 'false schema':
      return `${path}: does not belong here.`;
    case 'anyOf':
    case 'not':
    case 'contains':
      return `${path}: ${error.parentSchema?.description ?? error.message}.`;
    default:
      return `${path}: ${shown(data)} ${error.message}.`;
  }
}

const unescaped = (pointer: string) => pointer.replaceAll('~1', '/').replaceAll('~0', '~');

/** A step of a JSON path. */
function step(key: string): string {
  if (/^\d+$/.test(key)) return `[${key}]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

const kindOf = (data: unknown) => (data === null ? 'null' : Array.isArray(data) ? 'array' : typeof data);
const shown = (data: unknown) => JSON.stringify(data);
