import type { JSONSchemaType } from 'ajv';

/** Where a cell comes from and what becomes of it (docs/mapping.md explains every key). */
export interface CellRule {
  /** The file's column. */
  column?: string;
  /** Columns whose cells are put together with `:` between; empty where one of them is. */
  join?: string[];
  /** Text that every row gets. */
  value?: string;
  /** The first of these rules that gives something that can be read. */
  first?: ColumnRule[];
  /** strptime directives, for instants: `%m/%d/%Y %H:%M:%S`; or `epic-instant`. Without it ISO 8601. */
  format?: string;
  /** Zone of a time without offset: `site` (default), `UTC` or an IANA name. */
  zone?: string;
  /** The cell is an identifier of this system … */
  identifier?: string;
  /** … of this resource type: Practitioner, Patient, Encounter. */
  of?: string;
  map?: Record<string, string | boolean | number>;
  /** What the cell becomes where `map` does not name it. */
  otherwise?: string;
}

/** How a column of the store is made from a delimited file's columns (design: "Files that are not FHIR"). */
export type ColumnRule = string | CellRule;

export interface RowRule {
  table: string;
  /** Only rows in which the column holds one of these, or (`notIn`) none of these. */
  when?: { column: string; in?: string[]; notIn?: string[] };
  /**
   * A column that holds JSON, a list or an object, of which each element or key makes a row of its own; the columns
   * `each.key`, `each.value` and `each.index` (from 1) then name the parts.
   */
  each?: string;
  columns: Record<string, ColumnRule>;
}

export interface Mapping {
  feed: string;
  title?: string;
  /** The delimiter, or those, that the file must use: `,` tab `|` or `;`. Any of them by default. */
  delimiter?: string | string[];
  /** False where quotes mean nothing in the export. */
  quotes?: boolean;
  /** Cells that say that there is nothing: `NULL`. */
  empty?: string[];
  /** How the file is recognised: all these columns are in its header. */
  header: string[];
  /** Columns that make two rows one act. */
  sameAct?: string[];
  rows: RowRule[];
}

const text = { type: 'string' } as const;
const texts = { type: 'array', items: text, minItems: 1 } as const;
const delimiters = { enum: [',', '\t', '|', ';'] } as const;
const rule = { anyOf: [text, { $ref: '#/definitions/cell' }] } as const;

export const MAPPING_SCHEMA = {
  type: 'object',
  required: ['feed', 'header', 'rows'],
  additionalProperties: false,
  definitions: {
    cell: {
      type: 'object',
      additionalProperties: false,
      properties: {
        column: text,
        join: texts,
        value: text,
        first: { type: 'array', items: rule, minItems: 1 },
        format: text,
        zone: text,
        identifier: text,
        of: text,
        map: { type: 'object', additionalProperties: { type: ['string', 'boolean', 'number'] } },
        otherwise: text,
      },
    },
  },
  properties: {
    feed: { type: 'string', minLength: 1 },
    title: { type: 'string' },
    delimiter: { anyOf: [delimiters, { type: 'array', items: delimiters, minItems: 1 }] },
    quotes: { type: 'boolean' },
    empty: { type: 'array', items: text },
    header: texts,
    sameAct: { type: 'array', items: { type: 'string' } },
    rows: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['table', 'columns'],
        additionalProperties: false,
        properties: {
          table: { type: 'string' },
          when: {
            type: 'object',
            required: ['column'],
            additionalProperties: false,
            properties: { column: { type: 'string' }, in: texts, notIn: texts },
          },
          each: { type: 'string' },
          columns: { type: 'object', additionalProperties: rule },
        },
      },
    },
  },
} as const;

export type MappingSchema = JSONSchemaType<Mapping>;
