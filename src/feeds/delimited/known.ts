import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../fault.js';
import { rulesFolder } from '../../store/config/shipped.js';
import { readYaml } from '../../store/config/yaml-file.js';
import { TABLES } from '../../store/tables.js';
import { MAPPING_SCHEMA, type Mapping } from './mapping.js';

/** Our own mappings and those that every table makes of its own header. */
export function knownMappings(): Mapping[] {
  return [...tableMappings(), ...shippedMappings()];
}

/** Reads a mapping file and checks that it names columns that exist. Throws Fault `bad-mapping`. */
export function loadMapping(path: string): Mapping {
  const mapping = readYaml<Mapping>(path, MAPPING_SCHEMA, 'bad-mapping');
  const faults = mapping.rows.flatMap(({ table, columns }) => {
    const known = TABLES.get(table);
    if (!known) return [`${path}: there is no table "${table}"; tables are ${[...TABLES.keys()].join(', ')}`];
    return Object.keys(columns)
      .filter((column) => column !== 'version' && !known.columns[column])
      .map(
        (column) =>
          `${path}: table ${table} has no column "${column}"; it has ${Object.keys(known.columns).join(', ')}`,
      );
  });
  if (faults.length > 0) throw new Fault('bad-mapping', faults.join('\n'));
  return mapping;
}

function shippedMappings(): Mapping[] {
  const folder = join(rulesFolder(), 'mappings');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.sort().map((name) => loadMapping(join(folder, name)));
}

/** A file whose header holds the columns that a table requires is read as that table. */
function tableMappings(): Mapping[] {
  return [...TABLES.values()]
    .filter(({ name }) => name !== 'resource')
    .map((table) => ({
      feed: table.name,
      header: table.required,
      rows: [
        {
          table: table.name,
          columns: { ...Object.fromEntries(Object.keys(table.columns).map((name) => [name, name])) },
        },
      ],
    }));
}
