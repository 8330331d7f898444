import type { JSONSchemaType } from 'ajv';

/** How a column of the store is made from a delimited file's columns (design: "Files that are not FHIR"). */
export type ColumnRule =
  | string
  | {
      /** The file's column. */
      column?: string;
      /** Text that every row gets. */
      value?: string;
      /** strptime directives, for instants: `%m/%d/%Y %H:%M:%S`. Without it ISO 8601. */
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
    };

export interface RowRule {
  table: string;
  /** Only rows in which the column holds one of these, or (`notIn`) none of these. */
  when?: { column: string; in?: string[]; notIn?: string[] };
  /**
   * A column that holds JSON, a list or an object, of which each element or key makes a row of its own; the columns
   * `each.key` and `each.value` then name the parts.
   */
  each?: string;
  columns: Record<string, ColumnRule>;
}

export interface Mapping {
  feed: string;
  title?: string;
  /** "," by default; "\t" or "|". */
  delimiter?: string;
  /** False where quotes mean nothing in the export. */
  quotes?: boolean;
  /** How the file is recognised: all these columns are in its header. */
  header: string[];
  /** Columns that make two rows one act. */
  sameAct?: string[];
  rows: RowRule[];
}

const texts = { type: 'array', items: { type: 'string' }, minItems: 1 } as const;

export const MAPPING_SCHEMA = {
  type: 'object',
  required: ['feed', 'header', 'rows'],
  additionalProperties: false,
  properties: {
    feed: { type: 'string', minLength: 1 },
    title: { type: 'string' },
    delimiter: { enum: [',', '\t', '|', ';'] },
    quotes: { type: 'boolean' },
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
          columns: {
            type: 'object',
            additionalProperties: {
              oneOf: [
                { type: 'string' },
                {
                  type: 'object',
                  additionalProperties: false,
                  properties: {
                    column: { type: 'string' },
                    value: { type: 'string' },
                    format: { type: 'string' },
                    zone: { type: 'string' },
                    identifier: { type: 'string' },
                    of: { type: 'string' },
                    map: { type: 'object', additionalProperties: { type: ['string', 'boolean', 'number'] } },
                    otherwise: { type: 'string' },
                  },
                },
              ],
            },
          },
        },
      },
    },
  },
} as const;

export type MappingSchema = JSONSchemaType<Mapping>;
