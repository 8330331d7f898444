import type { Bundle, MedicationRequest } from 'fhir/r4.js';

export interface Interaction {
  /** RxNorm's codes of the two. */
  between: [string, string];
  what: string;
  why: string;
  indicator: 'info' | 'warning';
}

const KNOWN: Interaction[] = [
  {
    between: ['11289', '5640'],
    what: 'warfarin with ibuprofen',
    why: 'Bleeding is more likely.',
    indicator: 'warning',
  },
  {
    between: ['36567', '21212'],
    what: 'simvastatin with clarithromycin',
    why: 'The statin rises; muscles may break down.',
    indicator: 'warning',
  },
  {
    between: ['11289', '161'],
    what: 'warfarin with acetaminophen',
    why: 'Taken for days, the INR may rise.',
    indicator: 'info',
  },
];

export function drugsOf(bundle: Bundle | null | undefined): MedicationRequest[] {
  const resources = (bundle?.entry ?? []).map(({ resource }) => resource);
  return resources.filter((one): one is MedicationRequest => one?.resourceType === 'MedicationRequest');
}

/** What is known of two drugs, in either order. */
export function interactionOf(one: MedicationRequest, other: MedicationRequest): Interaction | undefined {
  const [mine, theirs] = [codesOf(one), codesOf(other)];
  return KNOWN.find(
    ({ between: [a, b] }) => (mine.has(a) && theirs.has(b)) || (mine.has(b) && theirs.has(a)),
  );
}

function codesOf({ medicationCodeableConcept }: MedicationRequest): Set<string | undefined> {
  return new Set(medicationCodeableConcept?.coding?.map(({ code }) => code));
}
