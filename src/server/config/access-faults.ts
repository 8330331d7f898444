import { isMap, texts } from './written.js';

interface AccessFault {
  path: (string | number)[];
  message: string;
}

const PEOPLE = ['Practitioner', 'PractitionerRole', 'Person'];

/** A pattern that fits everybody would show the site's figures to every clinician, who is never to see them. */
export function informaticsFaults(informatics: unknown): AccessFault[] {
  if (isMap(informatics)) return [];
  return texts(informatics).flatMap(([place, pattern]) => {
    const fault = patternFault(pattern);
    return fault ? [{ path: [place], message: `access.informatics "${pattern}" ${fault}` }] : [];
  });
}

function patternFault(pattern: string): string | undefined {
  const parts = pattern.split('/');
  const id = parts.at(-1) ?? '';
  const type = parts.at(-2) ?? '';
  if (!PEOPLE.includes(type))
    return 'is no pattern of a fhirUser; expected for instance "Practitioner/inf-1" or "Practitioner/inf-*"';
  if (/^\**$/.test(id))
    return 'would let every clinician see the site’s figures; name the people of the informatics team';
  return undefined;
}
