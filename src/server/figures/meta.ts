import type { Peers } from '../../chart-view.js';

/** Raised whenever a folder of figures would look otherwise. */
export const FIGURES = 4;

/** What is figured out beside the tables: `meta.json` of a folder of figures. */
export interface FiguresMeta {
  schema: 1;
  /** ISO instant of the refresh. */
  madeAt: string;
  period: { from: string; to: string } | null;
  timeZone: string | null;
  /** By server alias: the last instant (µs since 1970, as text) of its audit feed that counts, and whether that is FHIR's. */
  lastRow: Record<string, { at: string; feed: string }>;
  /** Where distributions are kept: by kind of encounter (kindKey) and figure. */
  peers: Record<string, Record<string, Peers>>;
}

/** Encounters are compared within one class, virtual ones apart. */
export function kindKey(encounter: { class: string; virtual: boolean }): string {
  return `${encounter.class}${encounter.virtual ? ' virtual' : ''}`;
}

const CLASSES: Record<string, string> = {
  AMB: 'ambulatory visit',
  VR: 'virtual visit',
  IMP: 'hospital stay',
  ACUTE: 'acute hospital stay',
  NONAC: 'non-acute hospital stay',
  OBSENC: 'observation stay',
  EMER: 'emergency visit',
  HH: 'home visit',
  FLD: 'visit in the field',
  SS: 'short stay',
  PRENC: 'pre-admission',
};

/** The kind of an encounter in words, for the middle of a sentence. */
export function kindWords(encounter: { class: string; virtual: boolean }): string {
  // The class is the EHR's word: "constructor" is none of ours.
  const known = Object.hasOwn(CLASSES, encounter.class) ? CLASSES[encounter.class] : undefined;
  if (encounter.virtual && encounter.class !== 'VR') return `virtual ${known ?? 'encounter'}`;
  return known ?? (encounter.class ? `encounter of class ${encounter.class}` : 'encounter');
}
