import { readFileSync } from 'node:fs';
import { type ErrorObject, Ajv2020 as Validator } from 'ajv/dist/2020.js';
import { type Fault, nearest } from './faults.js';
import { shipped } from './shipped.js';
import type { Path, YamlFile } from './yaml-file.js';

export type SchemaCheck = (yaml: YamlFile) => Fault[];

const compiled = new Map<string, SchemaCheck>();

/** A check of files against one of our schemas that reports every fault, each where it stands. */
export function schemaCheck(name: string): SchemaCheck {
  const check = compiled.get(name) ?? compile(name);
  compiled.set(name, check);
  return check;
}

function compile(name: string): SchemaCheck {
  const ajv = new Validator({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true });
  ajv.addFormat('date', isDate);
  const validate = ajv.compile(JSON.parse(readFileSync(shipped(name), 'utf8')));
  return (yaml) => {
    if (validate(yaml.value)) return [];
    return (validate.errors ?? []).map((error) => toFault(error, yaml));
  };
}

function toFault(error: ErrorObject, yaml: YamlFile): Fault {
  const path = pointer(error.instancePath);
  const fault = (code: Fault['code'], message: string, hint: { suggestion?: string } = {}): Fault => {
    return { code, file: yaml.file, ...yaml.at(path), message, ...hint };
  };
  const what = name(path);
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params.additionalProperty);
      const all = Object.keys(error.parentSchema?.properties ?? {});
      const free = all.filter((known) => !(known in (error.data as object)));
      const valid = free.length > 0 ? free : all;
      const at = yaml.at([...path, key], 'key');
      return { ...fault('unknown-key', `${what} has no key "${key}".`, nearest(key, valid)), ...at };
    }
    case 'required':
      return fault('missing-key', `${what} lacks "${error.params.missingProperty}".`);
    case 'type': {
      const wanted = [error.params.type].flat().map(typeName).join(' or ');
      return fault('wrong-type', `${what} must be ${wanted}, not ${typeName(typeOf(error.data))}.`);
    }
    case 'enum': {
      const valid: string[] = error.params.allowedValues;
      return fault(
        'bad-value',
        `${what} is ${quoted(error.data)}; it may be ${valid.join(', ')}.`,
        nearest(String(error.data), valid),
      );
    }
    case 'const': {
      const only = String(error.params.allowedValue);
      return fault('bad-value', `${what} is ${quoted(error.data)}.`, { suggestion: only });
    }
    case 'pattern':
      return fault(
        'bad-value',
        `${what} is ${quoted(error.data)}: lower-case words joined by hyphens only.`,
        {
          suggestion: slug(String(error.data)),
        },
      );
    case 'format':
      return fault('bad-value', `${what} is ${quoted(error.data)}, which is no day written YYYY-MM-DD.`);
    default:
      return fault('bad-value', `${what} ${error.message}.`);
  }
}

/** RFC 6901. */
const pointer = (text: string): Path =>
  text
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

const name = (path: Path): string => (path.length === 0 ? 'The file' : `"${path.join('.')}"`);

const quoted = (value: unknown): string => JSON.stringify(value)?.slice(0, 80) ?? 'nothing';

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

const typeNames: Record<string, string> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'a boolean',
  null: 'nothing',
};
const typeName = (type: string): string => typeNames[type] ?? type;

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** RFC 3339 full-date that exists. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
