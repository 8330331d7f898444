import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../fault.js';
import { rulesFolder } from '../../store/config/shipped.js';
import { readYaml } from '../../store/config/yaml-file.js';
import { TABLES, type Table } from '../../store/tables.js';
import { MAPPING_SCHEMA, type Mapping } from './mapping.js';

/** Who reads a file writes these: a mapping that named them would say nothing. */
const NOT_MAPPED = ['source', 'server'];

/** Reads a mapping file and checks that it names columns that exist. Throws Fault `bad-mapping`. */
export function loadMapping(path: string): Mapping {
  const mapping = readYaml<Mapping>(path, MAPPING_SCHEMA, 'bad-mapping');
  const faults = mapping.rows.flatMap(({ table, columns }) => {
    const known = TABLES.get(table);
    if (!known) return [`${path}: there is no table "${table}"; tables are ${[...TABLES.keys()].join(', ')}`];
    const open = Object.keys(known.columns).filter((column) => !NOT_MAPPED.includes(column));
    return Object.keys(columns)
      .filter((column) => !open.includes(column))
      .map(
        (column) =>
          `${path}: table ${table} has no column "${column}" to be mapped; it has ${open.join(', ')}`,
      );
  });
  if (faults.length > 0) throw new Fault('bad-mapping', faults.join('\n'));
  return mapping;
}

/** The mappings of rules/mappings/, by the name of their file. */
export function shippedMappings(): Mapping[] {
  const folder = join(rulesFolder(), 'mappings');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.sort().map((name) => loadMapping(join(folder, name)));
}

/** What reads a file whose header is a table's own: `feed` and `version` where it has them, `source` and `server` never. */
export function tableMapping(table: Table): Mapping {
  const columns = Object.keys(table.columns).filter((name) => !NOT_MAPPED.includes(name));
  return {
    feed: table.name,
    header: table.required,
    rows: [{ table: table.name, columns: Object.fromEntries(columns.map((name) => [name, name])) }],
  };
}
