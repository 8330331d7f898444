import { createHash } from 'node:crypto';
import { anyPattern } from './pattern.js';

/** What `site.yaml` says of strata: which are left out, which are references, and which a site makes itself. */
export interface SiteStrata {
  /** Of PATIENT_STRATIFIERS those that are neither stored nor measured. */
  off: string[];
  /** The value that others are set against, by stratifier. */
  references: Record<string, string>;
  /** null: not configured, so it does not exist. */
  coverage: SiteValues | null;
  address: (SiteValues & { part: AddressPart }) | null;
}

/** Names for codes or texts; of several that fit the first. */
export interface SiteValues {
  values: { name: string; patterns: string[] }[];
}

export const ADDRESS_PARTS = ['postalCode', 'district', 'state', 'country'] as const;
export type AddressPart = (typeof ADDRESS_PARTS)[number];

/** What Patient says of itself: strata without configuration. */
export const PATIENT_STRATIFIERS = ['language', 'interpreter', 'race', 'ethnicity', 'sex', 'age'] as const;

/** What fits none of a site's names. */
export const OTHER = 'other';

export const NO_STRATA: SiteStrata = { off: [], references: {}, coverage: null, address: null };

interface WrittenValues {
  reference?: string;
  values: Record<string, string | string[]>;
}

type PatientStratifier = (typeof PATIENT_STRATIFIERS)[number];

/** As `strata:` of site.yaml is written; the schema has checked it (strata-schema.ts). */
export interface WrittenStrata extends Partial<Record<PatientStratifier, { reference?: string } | 'off'>> {
  coverage?: WrittenValues | 'off';
  address?: (WrittenValues & { part: AddressPart }) | 'off';
}

/** What a site says of strata; nothing said: those of Patient, no coverage and no address. */
export function siteStrata(written: WrittenStrata | null | undefined): SiteStrata {
  const { coverage, address } = written ?? {};
  const entries: [string, { reference?: string } | 'off'][] = Object.entries(written ?? {});
  return {
    off: entries.flatMap(([name, said]) => (said === 'off' ? [name] : [])),
    references: Object.fromEntries(
      entries.flatMap(([name, said]) =>
        typeof said === 'object' && said.reference !== undefined ? [[name, said.reference]] : [],
      ),
    ),
    coverage: typeof coverage === 'object' ? valuesOf(coverage) : null,
    address: typeof address === 'object' ? { ...valuesOf(address), part: address.part } : null,
  };
}

const valuesOf = ({ values }: WrittenValues): SiteValues => ({
  values: Object.entries(values).map(([name, patterns]) => ({ name, patterns: [patterns].flat() })),
});

/** What is not well although each part of it is: a reference that is none of a site's own names. */
export function strataFaults({ references, coverage, address }: SiteStrata): string[] {
  return Object.entries({ coverage, address }).flatMap(([stratifier, said]) => {
    const reference = references[stratifier];
    const names = [...(said?.values ?? []).map(({ name }) => name), OTHER];
    if (!said || reference === undefined || names.includes(reference)) return [];
    return [`strata.${stratifier}.reference "${reference}" is none of its values: ${names.join(', ')}`];
  });
}

/** The name that a site gives to any of these; `other` where none fits. */
export function nameOfAny({ values }: SiteValues, texts: readonly string[]): string {
  return values.find(({ patterns }) => texts.some(anyPattern(patterns)))?.name ?? OTHER;
}

/**
 * Under which stratifier the store keeps what a site's own names were given to: the name with a hash of how they were
 * given. Rows of an earlier configuration are so told from those of today, and count no more.
 */
export function keptAs(stratifier: 'coverage' | 'address', { coverage, address }: SiteStrata): string | null {
  const said = stratifier === 'coverage' ? coverage : address;
  if (!said) return null;
  return `${stratifier}@${createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 12)}`;
}
