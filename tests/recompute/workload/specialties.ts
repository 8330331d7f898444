import { currentResources } from '../identity.js';
import type { Read } from '../read-files.js';
import type { Reference } from '../references.js';
import { practitionerOf, type Reader } from './reader.js';

interface Role {
  practitioner?: Reference;
  specialty?: { coding?: { code?: string }[] }[];
}

/** The specialty of each clinician's PractitionerRole. */
export function readSpecialties(read: Read, reader: Reader): Map<string, string> {
  return new Map(
    currentResources(read.resources, 'PractitionerRole').flatMap((each): [string, string][] => {
      const { practitioner, specialty } = each.resource as Role;
      const user = practitionerOf(each, practitioner, reader);
      const code = (specialty ?? []).flatMap(({ coding }) => coding ?? [])[0]?.code;
      return user === null || !code ? [] : [[user, code]];
    }),
  );
}
