import { smallest } from '../bytes.js';
import type { Resolve } from '../identity.js';
import type { ReadResource } from '../read-files.js';
import { qualify } from '../references.js';
import type { Site } from '../site.js';
import type { Extra } from './read-extra.js';

export type Stratifier = 'language' | 'sex';

/** From stratifier to patient to what is known. */
export type Strata = Record<Stratifier, Map<string, string>>;

interface Patient {
  id: string;
  gender?: string;
  communication?: { language?: { coding?: { code?: string }[] }; preferred?: boolean }[];
}

/** "language (preferred, else first)" */
function languageOf({ communication = [] }: Patient): string | null {
  const spoken = communication.find(({ preferred }) => preferred === true) ?? communication[0];
  return spoken?.language?.coding?.[0]?.code ?? null;
}

/** What the current versions of the Patients say, and the delimited rows of those of whom these say nothing. Of two linked
 * ones that say different things the smaller value is taken here; the random folders have none. */
export function readStrata(
  patients: ReadResource[],
  { site, resolve, rows }: { site: Site; resolve: Resolve; rows: Extra[] },
): Strata {
  const gather = (stratifier: Stratifier, of: (patient: Patient) => string | null) => {
    const found = new Map<string, string>();
    for (const { patient, cells } of rows) {
      if (cells.stratifier === stratifier && cells.value) found.set(patient!, cells.value);
    }
    for (const { resource, server } of patients) {
      const patient = resource as unknown as Patient;
      const value = of(patient);
      const id = resolve(qualify(`Patient/${patient.id}`, server, site))!;
      const known = found.get(id);
      if (value) found.set(id, known === undefined ? value : smallest([known, value])!);
    }
    return found;
  };
  return { language: gather('language', languageOf), sex: gather('sex', ({ gender }) => gender ?? null) };
}
