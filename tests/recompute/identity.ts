import { smallest } from './bytes.js';
import type { ReadResource } from './read-files.js';
import { type Contained, type Identifier, idOf, type Place, qualify, type Reference } from './references.js';
import type { Site } from './site.js';
import { compareVersions, currentOf, versionOf } from './version.js';

interface Resource {
  resourceType: string;
  id: string;
  identifier?: Identifier[];
  practitioner?: Reference;
  contained?: Contained[];
  link?: { other?: Reference; type?: string }[];
}

interface Bearer {
  kind: string;
  system: string;
  value: string;
  id: string;
}

/** `replaced` gives way to `by`. */
interface Link {
  replaced: string;
  by: string;
}

export type Resolve = (id: string | null) => string | null;

const BORN_BY = ['Patient', 'Practitioner', 'Encounter'];

export function currentResources(reads: ReadResource[], type: string): ReadResource[] {
  return currentOf(
    reads.filter((read) => read.resource.resourceType === type),
    (read) => `${read.server} ${read.resource.id}`,
    (a, b) => compareVersions(versionOf(a.resource), versionOf(b.resource)),
  ).current;
}

/** "filled from Patient, Practitioner, Encounter" */
function bearers(reads: ReadResource[], site: Site): Bearer[] {
  return BORN_BY.flatMap((kind) =>
    currentResources(reads, kind).flatMap(({ resource, server }) => {
      const { id, identifier } = resource as unknown as Resource;
      return (identifier ?? [])
        .filter(({ value }) => value)
        .map(({ system, value }) => ({
          kind,
          system: system ?? '',
          value: value!,
          id: qualify(`${kind}/${id}`, server, site),
        }));
    }),
  );
}

/** "(and PractitionerRole → its Practitioner …)" */
function roles(reads: ReadResource[], site: Site): Map<string, string> {
  const found = new Map<string, string>();
  for (const { resource, server } of currentResources(reads, 'PractitionerRole')) {
    const { id, practitioner, contained } = resource as unknown as Resource;
    const place: Place = { site, server, contained: contained ?? [] };
    const user = idOf(practitioner, 'Practitioner', place);
    if (user) found.set(qualify(`PractitionerRole/${id}`, server, site), user);
  }
  return found;
}

/** "An id known only by identifier … is resolved"; "one borne by two resources stays as written"; "A missing system
 * matches any, on either side." */
function byIdentifier(id: string, all: Bearer[]): string {
  const asked = /^(\w+)\?identifier=([^|]*)\|(.*)$/s.exec(id);
  if (!asked) return id;
  const [, kind, system, value] = asked;
  const found = new Set(
    all
      .filter((bearer) => bearer.kind === kind && bearer.value === value)
      .filter((bearer) => bearer.system === system || bearer.system === '' || system === '')
      .map((bearer) => bearer.id),
  );
  return found.size === 1 ? [...found][0]! : id;
}

/** "Patient.link of type replaced-by or replaces makes two patients one." */
function links(reads: ReadResource[], site: Site, all: Bearer[]): Link[] {
  return currentResources(reads, 'Patient').flatMap(({ resource, server }) => {
    const { id, link, contained } = resource as unknown as Resource;
    const own = qualify(`Patient/${id}`, server, site);
    return (link ?? []).flatMap(({ other, type }) => {
      const named = idOf(other, 'Patient', { site, server, contained: contained ?? [] });
      if (named === null) return [];
      const patient = byIdentifier(named, all);
      if (type === 'replaced-by') return [{ replaced: own, by: patient }];
      return type === 'replaces' ? [{ replaced: patient, by: own }] : [];
    });
  });
}

/** The one of a patient's linked records that none replaces; of several, or none, the smallest id (readings.md, 8). */
function survivor(patient: string, all: Link[]): string {
  const family = new Set([patient]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { replaced, by } of all) {
      if (family.has(replaced) || family.has(by)) family.add(replaced).add(by);
    }
  }
  const heads = [...family].filter((id) => !all.some(({ replaced }) => replaced === id));
  return smallest(heads.length > 0 ? heads : family)!;
}

/** "Ids that roles and identifiers stand for are replaced at query time in every table". */
export function resolver(reads: ReadResource[], site: Site): Resolve {
  const known = bearers(reads, site);
  const practitioners = roles(reads, site);
  const linked = links(reads, site, known);
  return (id) => {
    if (id === null) return null;
    const resource = byIdentifier(id, known);
    const person = byIdentifier(practitioners.get(resource) ?? resource, known);
    return survivor(person, linked);
  };
}

/** "`resolved` is the share of clinician rows in the period whose id is not one of `?…=`." */
export function isUnresolved(id: string): boolean {
  return /\?\w+=/.test(id);
}
