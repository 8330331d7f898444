import { type Fault, nearest, sortFaults } from './faults.js';
import { isMap } from './merge.js';
import type { RuleSet } from './rule-set.js';
import { schemaCheck } from './schema-faults.js';
import type { Waiver } from './waivers.js';
import { readYaml, type YamlFile } from './yaml-file.js';

export type LoadedWaivers = { ok: true; waivers: Waiver[] } | { ok: false; faults: Fault[] };

interface Options {
  rules: RuleSet;
  /** Ids of tools.yaml; without them names of tools are not checked. */
  tools?: readonly string[];
}

/** Reads a waivers file; one that waives a rule that is not there would hide a typing error. */
export function loadWaivers(path: string, options: Options): LoadedWaivers {
  const read = readYaml(path);
  if (!read.ok) return read;
  const faults = [...schemaCheck('waivers.schema.json')(read.yaml), ...nameFaults(read.yaml, options)];
  if (faults.length > 0) return { ok: false, faults: sortFaults(faults) };
  return { ok: true, waivers: (read.yaml.value as { waivers: Waiver[] }).waivers };
}

function nameFaults(yaml: YamlFile, { rules, tools }: Options): Fault[] {
  const list = isMap(yaml.value) && Array.isArray(yaml.value.waivers) ? yaml.value.waivers : [];
  const ids = rules.rules.map(({ id }) => id);
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const [i, waiver] of list.entries()) {
    if (!isMap(waiver)) continue;
    const { rule, tool } = waiver;
    const at = (key: string) => ({ file: yaml.file, ...yaml.at(['waivers', i, key]) });
    if (typeof rule === 'string' && !ids.includes(rule)) {
      const message = `There is no rule "${rule}" to waive.`;
      faults.push({ code: 'unknown-rule', ...at('rule'), message, ...nearest(rule, ids) });
    }
    if (typeof tool === 'string' && tools && !tools.includes(tool)) {
      const message = `There is no tool "${tool}".`;
      faults.push({ code: 'unknown-tool', ...at('tool'), message, ...nearest(tool, tools) });
    }
    const key = JSON.stringify([rule, tool ?? null]);
    if (seen.has(key)) {
      const message = `"${String(rule)}" is waived twice for the same.`;
      faults.push({ code: 'duplicate-id', ...at('rule'), message });
    }
    seen.add(key);
  }
  return faults;
}
