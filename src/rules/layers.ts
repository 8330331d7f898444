import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Fault, nearest } from './faults.js';
import { schemaCheck } from './schema-faults.js';
import { SHIPPED_RULES, shipped } from './shipped.js';
import { readYaml, type YamlFile } from './yaml-file.js';

export interface Layers {
  /** The file that extends nothing first. */
  layers: YamlFile[];
  faults: Fault[];
  /** Whether every file of the chain could be read. */
  complete: boolean;
}

/** Reads a rules file and, one after the other, those that it extends; each is checked against the schema. */
export function readLayers(path: string): Layers {
  const check = schemaCheck('schema.json');
  const layers: YamlFile[] = [];
  const faults: Fault[] = [];
  const seen = new Set<string>();
  let complete = true;
  let next: string | null = path;
  let from: { file: string; line: number; col: number } | null = null;
  while (next !== null) {
    const identity = realpath(next);
    if (seen.has(identity)) {
      const message = `"extends" leads back to ${next}, which was already read.`;
      faults.push({ code: 'extends-cycle', ...from!, message });
      complete = false;
      break;
    }
    seen.add(identity);
    const read = readYaml(next);
    if (!read.ok) {
      faults.push(...(from ? read.faults.map((fault) => unreadable(fault, from!)) : read.faults));
      complete = false;
      break;
    }
    layers.unshift(read.yaml);
    faults.push(...check(read.yaml));
    const extended = extendedBy(read.yaml);
    if (extended.fault) {
      faults.push(extended.fault);
      complete = false;
    }
    from = { file: next, ...read.yaml.at(['extends']) };
    next = extended.path;
  }
  return { layers, faults, complete };
}

/** A file that is not there is the fault of the line that names it. */
function unreadable(fault: Fault, from: { file: string; line: number; col: number }): Fault {
  if (fault.code !== 'unreadable') return fault;
  const message = `"extends" names ${fault.file}, which cannot be read.`;
  return { code: 'extends-unknown', ...from, message, ...nearest(fault.file, Object.keys(SHIPPED_RULES)) };
}

function extendedBy(yaml: YamlFile): { path: string | null; fault?: Fault } {
  const wanted = (yaml.value as { extends?: unknown } | null)?.extends;
  if (typeof wanted !== 'string') return { path: null };
  const ours = Object.hasOwn(SHIPPED_RULES, wanted) ? SHIPPED_RULES[wanted] : undefined;
  if (ours !== undefined) return { path: shipped(ours) };
  if (!wanted.startsWith('mission-audit/')) return { path: resolve(dirname(yaml.file), wanted) };
  const message = `We ship no rules named "${wanted}".`;
  const hint = nearest(wanted, Object.keys(SHIPPED_RULES));
  const at = yaml.at(['extends']);
  return { path: null, fault: { code: 'extends-unknown', file: yaml.file, ...at, message, ...hint } };
}

function realpath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
