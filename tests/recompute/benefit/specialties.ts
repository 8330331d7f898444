import { smallest } from '../bytes.js';
import type { Case } from '../cases.js';
import { currentResources, type Resolve } from '../identity.js';
import type { Read } from '../read-files.js';
import { idOf, qualify, type Reference } from '../references.js';
import type { Site } from '../site.js';

interface Concept {
  coding?: { code?: string }[];
}

const firstCode = (concepts: (Concept | undefined)[]): string | null =>
  concepts.flatMap((concept) => concept?.coding ?? []).find(({ code }) => code)?.code ?? null;

/** "Specialty of an encounter = its responsible clinician's `PractitionerRole.specialty`, else `service`, else empty." Of
 * several roles of one person the smallest code is taken. */
export function specialties(
  read: Read,
  cases: Case[],
  { site, resolve }: { site: Site; resolve: Resolve },
): Map<string, string> {
  const roles = currentResources(read.resources, 'PractitionerRole').map(({ resource, server }) => ({
    user: resolve(
      idOf(resource.practitioner as Reference | undefined, 'Practitioner', { site, server, contained: [] }),
    ),
    specialty: firstCode((resource.specialty as Concept[] | undefined) ?? []),
  }));
  const services = new Map(
    currentResources(read.resources, 'Encounter').map(({ resource, server }) => [
      qualify(`Encounter/${resource.id as string}`, server, site),
      firstCode([resource.serviceType as Concept | undefined]),
    ]),
  );
  return new Map(
    cases.map(({ id, responsible }) => {
      const own = roles.flatMap(({ user, specialty }) =>
        user !== null && user === responsible && specialty ? [specialty] : [],
      );
      return [id, smallest(own) ?? services.get(id) ?? ''];
    }),
  );
}
