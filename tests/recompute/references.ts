import type { Site } from './site.js';

export interface Reference {
  reference?: string;
  type?: string;
  identifier?: Identifier;
  display?: string;
}

export interface Identifier {
  system?: string;
  value?: string;
}

export interface Contained {
  resourceType: string;
  id?: string;
  identifier?: Identifier | Identifier[];
  name?: { text?: string; family?: string; given?: string[] }[] | string;
}

/** Where a reference stands: whose file, and which resources are contained beside it. */
export interface Place {
  site: Site;
  server: string;
  contained: Contained[];
}

/** "Ids are relative references for the home server, `alias:Encounter/123` for another" */
export function qualify(id: string, server: string, site: Site): string {
  return server === site.home ? id : `${server}:${id}`;
}

/** "absolute references become so when their base is a listed server's, and stay absolute otherwise; versions
 * (`/_history/2`) are cut off" */
export function canonical(reference: string, server: string, site: Site): string {
  const id = reference.replace(/\/_history\/[^/]*$/, '');
  for (const { alias, base } of site.servers) {
    if (id.startsWith(`${base}/`)) return qualify(id.slice(base.length + 1), alias, site);
    if (id.startsWith(`${alias}:`)) return qualify(id.slice(alias.length + 1), alias, site);
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(id)) return id;
  if (/^[A-Za-z]+\?identifier=/.test(id)) return id;
  return qualify(id, server, site);
}

/** The resource type that an id or a reference is of; null when it does not tell. */
export function typeOfId(id: string): string | null {
  const segments = id.split('?')[0]!.split('/');
  const segment = id.includes('?') ? segments.at(-1) : segments.at(-2);
  const type = segment?.replace(/^.*:/, '') ?? '';
  return /^[A-Z][A-Za-z]+$/.test(type) ? type : null;
}

export function containedOf(ref: Reference | undefined, place: Place): Contained | null {
  if (!ref?.reference?.startsWith('#')) return null;
  return place.contained.find((resource) => resource.id === ref.reference!.slice(1)) ?? null;
}

/** The type that a reference refers to, or has. */
export function typeOf(ref: Reference | undefined, place: Place): string | null {
  if (!ref) return null;
  if (ref.reference?.startsWith('#')) return containedOf(ref, place)?.resourceType ?? null;
  const fromReference = ref.reference ? typeOfId(ref.reference.replace(/\/_history\/[^/]*$/, '')) : null;
  return fromReference ?? ref.type?.replace(/^.*\//, '') ?? null;
}

/** "An id known only by identifier is `Practitioner?identifier=system|value`" */
export function byIdentifier(type: string, identifier: Identifier): string {
  return `${type}?identifier=${identifier.system ?? ''}|${identifier.value}`;
}

function firstIdentifier(resource: Contained): Identifier | undefined {
  return [resource.identifier ?? []].flat().find((identifier) => identifier.value);
}

export function nameOf(resource: Contained): string | null {
  if (typeof resource.name === 'string') return resource.name;
  const name = resource.name?.[0];
  return name?.text ?? ([...(name?.given ?? []), name?.family].filter(Boolean).join(' ') || null);
}

/** "A contained resource is read by its type and known by its first identifier, else its name" */
function containedId(resource: Contained, place: Place): string | null {
  const identifier = firstIdentifier(resource);
  if (identifier) return byIdentifier(resource.resourceType, identifier);
  const name = nameOf(resource);
  return name ? qualify(`${resource.resourceType}?name=${name}`, place.server, place.site) : null;
}

/** The id that a reference gives, before roles, identifiers and links are replaced. */
export function idOf(ref: Reference | undefined, type: string, place: Place): string | null {
  if (!ref) return null;
  if (ref.reference?.startsWith('#')) {
    const resource = containedOf(ref, place);
    return resource ? containedId(resource, place) : null;
  }
  if (ref.reference) return canonical(ref.reference, place.server, place.site);
  if (ref.identifier?.value) return byIdentifier(typeOf(ref, place) ?? type, ref.identifier);
  return null;
}
