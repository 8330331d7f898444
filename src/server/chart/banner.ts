import type { ChartView } from '../../chart-view.js';
import type { Asked } from './live.js';

interface HumanName {
  use?: unknown;
  text?: unknown;
  given?: unknown;
  family?: unknown;
}

/** Whose chart this is, from the EHR's Patient; where it cannot be read, at least its id. */
export function bannerOf(
  patient: Asked<Record<string, unknown>>,
  id: string,
): NonNullable<ChartView['banner']> {
  if (!patient.ok) return { name: 'Name not available', born: null, sex: null, identifier: `Patient ${id}` };
  const { name, birthDate, gender, identifier } = patient.value;
  return {
    name: nameOf(list<HumanName>(name)) ?? 'Name not available',
    born: typeof birthDate === 'string' ? birthDate : null,
    sex: typeof gender === 'string' ? gender : null,
    identifier: identifierOf(list<Record<string, unknown>>(identifier)) ?? `Patient ${id}`,
  };
}

function list<T>(value: unknown): T[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function nameOf(names: HumanName[]): string | undefined {
  const name =
    names.find(({ use }) => use === 'official') ?? names.find(({ use }) => use !== 'old') ?? names[0];
  if (!name) return undefined;
  if (typeof name.text === 'string' && name.text !== '') return name.text;
  const given = Array.isArray(name.given) ? name.given : [];
  return [...given, name.family].filter((part) => typeof part === 'string').join(' ') || undefined;
}

/** The medical record number, by its type, else the first identifier. */
function identifierOf(identifiers: Record<string, unknown>[]): string | undefined {
  const isRecord = ({ type }: Record<string, unknown>) => JSON.stringify(type ?? null).includes('"MR"');
  const value = (identifiers.find(isRecord) ?? identifiers[0])?.value;
  return typeof value === 'string' ? value : undefined;
}
