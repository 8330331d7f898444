import type { Server } from '../books/facts.js';
import type { Random } from '../random.js';

export type Json = Record<string, unknown>;

export const bases: Record<Server, string> = {
  main: 'https://ehr.clinic.example/fhir',
  lab: 'https://lab.clinic.example/r4',
};

export function serverOf(id: string): Server {
  return id.startsWith('lab:') ? 'lab' : 'main';
}

/** `lab:Patient/1` is `Patient/1` in the laboratory's own files. */
export function localId(id: string): string {
  return id.replace(/^lab:/, '');
}

/** The plain reference as a file of `server` writes it: relative at home, absolute to the other server. */
export function reference(id: string, server: Server): string {
  if (id.startsWith('https:')) return id;
  const home = serverOf(id);
  return home === server ? localId(id) : `${bases[home]}/${localId(id)}`;
}

/** The same reference in one of the shapes real servers use: relative, absolute, versioned. */
export function anyReference(id: string, server: Server, random: Random): string {
  if (id.startsWith('https:')) return id;
  const shape = random.weighted([
    [90, 'plain'],
    [5, 'absolute'],
    [3, 'versioned'],
    [2, 'both'],
  ]);
  const path =
    shape === 'absolute' || shape === 'both'
      ? `${bases[serverOf(id)]}/${localId(id)}`
      : reference(id, server);
  return shape === 'versioned' || shape === 'both' ? `${path}/_history/2` : path;
}
