import type { Fault } from './faults.js';
import type { Path, YamlFile } from './yaml-file.js';

export type Place = Pick<Fault, 'file' | 'line' | 'col'>;
export type PlaceOf = (path?: Path, part?: 'key' | 'value') => Place;

/** A question or rule as its layers together give it, each key knowing the file that gave it. */
export interface Entry {
  id: string;
  values: Record<string, unknown>;
  origin: Map<string, PlaceOf>;
  /** Where it was first given. */
  place: PlaceOf;
}

export type Section = 'questions' | 'rules' | 'not-measurable';

export const THRESHOLDS = ['at-most', 'at-least', 'between'] as const;

/** Of a threshold that a file gives anew without saying why. */
export const UNSAID_BASIS = {
  kind: 'local',
  note: 'The threshold was set by the site’s own rules file.',
} as const;

/** Maps of independent keys; all others (`where`, `basis` …) would mean something else half replaced. */
const DEEP = new Set(['needs', 'advice']);

/** Overrides by id: an entry given again changes only the keys that it names. */
export function mergeSection(
  layers: readonly YamlFile[],
  section: Section,
): { entries: Entry[]; faults: Fault[] } {
  const entries = new Map<string, Entry>();
  const faults: Fault[] = [];
  for (const layer of layers) {
    const given = new Set<string>();
    for (const [i, raw] of listOf(layer, section).entries()) {
      if (!isMap(raw) || typeof raw.id !== 'string') continue;
      const place: PlaceOf = (path = [], part) => ({
        file: layer.file,
        ...layer.at([section, i, ...path], part),
      });
      if (given.has(raw.id)) {
        const message = `"${raw.id}" is given twice in this file.`;
        faults.push({ code: 'duplicate-id', ...place(['id']), message });
        continue;
      }
      given.add(raw.id);
      const entry = entries.get(raw.id) ?? { id: raw.id, values: {}, origin: new Map(), place };
      entries.set(raw.id, override({ entry, raw, place }));
    }
  }
  return { entries: [...entries.values()], faults };
}

function override({
  entry,
  raw,
  place,
}: {
  entry: Entry;
  raw: Record<string, unknown>;
  place: PlaceOf;
}): Entry {
  const values = { ...entry.values };
  const origin = new Map(entry.origin);
  const newThreshold = THRESHOLDS.some((key) => key in raw);
  if (newThreshold) {
    for (const key of THRESHOLDS) delete values[key];
    // The base's evidence was for the base's number.
    if ('basis' in values && !('basis' in raw)) values.basis = UNSAID_BASIS;
  }
  for (const [key, value] of Object.entries(raw)) {
    const old = values[key];
    values[key] = DEEP.has(key) && isMap(old) && isMap(value) ? { ...old, ...value } : value;
    origin.set(key, (path = [], part) => place([key, ...path], part));
  }
  return { ...entry, values, origin };
}

export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The last layer that has the section gives all of it. */
export function lastList(
  layers: readonly YamlFile[],
  section: 'filter',
): { items: unknown[]; place: PlaceOf } {
  const layer = layers.findLast((candidate) => isMap(candidate.value) && section in candidate.value);
  const place: PlaceOf = (path = [], part) =>
    layer ? { file: layer.file, ...layer.at([section, ...path], part) } : { file: '', line: 1, col: 1 };
  return { items: layer ? listOf(layer, section) : [], place };
}

function listOf(layer: YamlFile, section: Section | 'filter'): unknown[] {
  const list = isMap(layer.value) ? layer.value[section] : undefined;
  return Array.isArray(list) ? list : [];
}
