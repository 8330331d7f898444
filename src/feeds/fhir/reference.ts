import { type Json, type JsonObject, object, objects, text } from './shape.js';

/** A FHIR server as `site.yaml` lists it. */
export interface Server {
  alias: string;
  base: string;
  home: boolean;
}

/** What a Reference points to: its type ('' where unknown) and the id the store keeps ('' where there is none). */
export interface Target {
  type: string;
  id: string;
}

const HISTORY = /\/_history\/[^/]*$/;
const TYPED = /(?:^|[/:])([A-Z][A-Za-z]+)(?:\/[^/?]+|\?[\s\S]*)$/;

/** The resource type an id or reference names, '' where it names none. */
export function typeOf(id: string): string {
  return TYPED.exec(id)?.[1] ?? '';
}

/**
 * Ids as the store keeps them: relative for the home server, `alias:` before those of another, absolute where the
 * server is not listed; without version.
 */
export class Ids {
  readonly prefix: string;

  constructor(
    readonly server: string,
    private readonly servers: Server[],
  ) {
    this.prefix = this.prefixOf(server);
  }

  private prefixOf(alias: string): string {
    const known = this.servers.find((one) => one.alias === alias);
    const home = known ? known.home : this.servers.length === 0;
    return home ? '' : `${alias}:`;
  }

  /** A reference as written in a resource of this server. */
  of(reference: string): string {
    const written = reference.replace(HISTORY, '');
    if (/^[A-Za-z]+\?identifier=/.test(written)) return written;
    for (const { base, alias } of this.servers) {
      const root = base.endsWith('/') ? base : `${base}/`;
      if (written.startsWith(root)) return this.prefixOf(alias) + written.slice(root.length);
    }
    return /^[a-z][a-z0-9+.-]*:/i.test(written) ? this.aliased(written) : this.prefix + written;
  }

  /** `alias:Type/id` is already an id of ours; the home server's alias is left out. */
  private aliased(written: string): string {
    const alias = written.slice(0, written.indexOf(':'));
    if (!this.servers.some((one) => one.alias === alias)) return written;
    return this.prefixOf(alias) + written.slice(alias.length + 1);
  }

  /** Known only by an identifier: the same person or thing whatever the server. */
  byIdentifier(type: string, { system, value }: { system?: string | undefined; value: string }): string {
    return `${type}?identifier=${system ?? ''}|${value}`;
  }

  /** Known only by a name or an alternative id: valid within its server. */
  within(type: string, key: 'altId' | 'name', value: string): string {
    return `${this.prefix}${type}?${key}=${value}`;
  }

  /** What a FHIR Reference points to; `contained` are the resource's own. */
  target(reference: JsonObject | undefined, contained: Json | undefined, path: string): Target {
    const written = text(reference?.reference, `${path}.reference`);
    const declared = text(reference?.type, `${path}.type`) ?? '';
    if (written?.startsWith('#')) return this.containedTarget(written.slice(1), contained, declared);
    if (written)
      return { type: typeOf(written.replace(HISTORY, '')) || lastSegment(declared), id: this.of(written) };
    const type = lastSegment(declared);
    const identifier = identifierOf(reference, path);
    return { type, id: identifier && type ? this.byIdentifier(type, identifier) : '' };
  }

  private containedTarget(id: string, contained: Json | undefined, declared: string): Target {
    const found = objects(contained, 'contained').find((one) => text(one.id, 'contained.id') === id);
    if (!found) return { type: lastSegment(declared), id: '' };
    const type = text(found.resourceType, 'contained.resourceType') ?? '';
    const identifier = firstIdentifier(found);
    if (identifier) return { type, id: this.byIdentifier(type, identifier) };
    const name = nameOf(found);
    return { type, id: name ? this.within(type, 'name', name) : '' };
  }
}

/** `Reference.type` may be written as a URL (http://hl7.org/fhir/StructureDefinition/Patient). */
function lastSegment(type: string): string {
  return type.slice(type.lastIndexOf('/') + 1);
}

/** `Reference.identifier`, where it has a value. */
export function identifierOf(
  reference: JsonObject | undefined,
  path: string,
): { system?: string | undefined; value: string } | undefined {
  const identifier = object(reference?.identifier, `${path}.identifier`);
  const value = text(identifier?.value, `${path}.identifier.value`);
  return value === undefined
    ? undefined
    : { system: text(identifier?.system, `${path}.identifier.system`), value };
}

/** The first identifier with a value, of a resource whose `identifier` is a list or one object. */
export function firstIdentifier(resource: JsonObject) {
  return identifiersOf(resource)[0];
}

export function identifiersOf(resource: JsonObject): { system?: string | undefined; value: string }[] {
  const written = resource.identifier;
  const list = Array.isArray(written)
    ? objects(written, 'identifier')
    : [object(written, 'identifier') ?? {}];
  return list.flatMap((identifier) => identifierOf({ identifier }, 'identifier') ?? []);
}

/** A resource's name as one text: HumanName (text, else given and family), or plain (Organization, Device). */
export function nameOf(resource: JsonObject): string | undefined {
  const { name } = resource;
  if (typeof name === 'string') return name || undefined;
  const first = Array.isArray(name) ? objects(name, 'name')[0] : object(name, 'name');
  if (first) {
    const given = Array.isArray(first.given) ? first.given : [];
    const parts = [...given, first.family].filter((part) => typeof part === 'string' && part !== '');
    return text(first.text, 'name.text') ?? (parts.join(' ') || undefined);
  }
  const device = objects(resource.deviceName, 'deviceName')[0];
  return device && text(device.name, 'deviceName.name');
}
