import type { Loose } from './fhir/resource.js';
import type { Shelves } from './fhir/shelves.js';
import { referencesIn } from './fhir/shelves.js';

/** Who the clinic's files do not know, for their work is not with patients. */
export const INFORMATICS = 'Practitioner/inf-1';

export interface Person {
  id: string;
  name: string;
}

export interface ChartPatient extends Person {
  born: string;
  gender: string;
  mrn: string;
}

/** The people whom the EHR's own screens show. */
export class Roster {
  constructor(private readonly shelves: Shelves) {
    const resource = {
      resourceType: 'Practitioner',
      id: 'inf-1',
      meta: { versionId: '1', lastUpdated: '2025-01-01T00:00:00.000Z' },
      name: [{ text: 'Ines Formatt (informatics)' }],
    };
    shelves.get('Practitioner')?.put(resource.id, { resource, references: new Set() });
  }

  clinicians(): Person[] {
    const ids = [...(this.shelves.get('Practitioner')?.ids() ?? [])];
    return ids.map((id) => ({ id, name: this.nameOf(`Practitioner/${id}`) ?? id }));
  }

  patients(): ChartPatient[] {
    return [...(this.shelves.get('Patient')?.ids() ?? [])].map((id) => this.patient(id)!);
  }

  patient(id: string): ChartPatient | undefined {
    const found = this.shelves.get('Patient')?.get(id) as Loose;
    if (!found) return undefined;
    return {
      id,
      name: named(found) ?? `Patient ${id}`,
      born: found.birthDate ?? 'unknown',
      gender: found.gender ?? 'unknown',
      mrn: found.identifier?.[0]?.value ?? '–',
    };
  }

  nameOf(user: string): string | undefined {
    const [type, id] = user.split('/');
    return named(this.shelves.get(type!)?.get(id!) as Loose);
  }

  /** The encounter that a chart opens with, where none is asked for: the patient's latest, and its first practitioner. */
  latestEncounter(patient: string): { encounter?: string; user?: string } {
    const shelf = this.shelves.get('Encounter');
    const all = (shelf?.mentioning([`Patient/${patient}`]) ?? []).map((id) => shelf!.get(id) as Loose);
    const latest = all.sort((a, b) => (a.period?.start ?? '').localeCompare(b.period?.start ?? '')).at(-1);
    if (!latest) return {};
    const user = [...referencesIn(latest.participant)].find((one) => one.startsWith('Practitioner/'));
    return { encounter: latest.id, ...(user && { user }) };
  }
}

function named(resource: Loose): string | undefined {
  const name = resource?.name?.[0];
  return name?.text ?? (name && [...(name.given ?? []), name.family].filter(Boolean).join(' '));
}
