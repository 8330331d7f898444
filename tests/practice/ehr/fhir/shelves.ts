import type { Loose, Resource } from './resource.js';

/**
 * What the server holds, by type, with an index of who mentions whom. MemoryRepository looks at every resource for
 * every search: with the clinic's 58,000 AuditEvents one `AuditEvent?entity=…` took 0.8 s there, and takes 2 to 15 ms
 * here. A search that names no reference still looks at every one, and takes some seconds.
 *
 * AuditEvents stay the lines that they were read as and are parsed when somebody asks: as objects in a MemoryRepository
 * they took 120 MB more, and 4 s more of every start.
 */
export class Shelf {
  private readonly resources = new Map<string, Resource | (() => Resource)>();
  private readonly mentions = new Map<string, string[]>();

  get size(): number {
    return this.resources.size;
  }

  put(
    id: string,
    { resource, references }: { resource: Resource | (() => Resource); references: Set<string> },
  ) {
    this.resources.set(id, resource);
    for (const reference of references) {
      const ids = this.mentions.get(reference);
      if (ids) ids.push(id);
      else this.mentions.set(reference, [id]);
    }
  }

  get(id: string): Resource | undefined {
    const held = this.resources.get(id);
    return typeof held === 'function' ? held() : held;
  }

  ids(): Iterable<string> {
    return this.resources.keys();
  }

  /** Ids of those that name any of these references, in any place, in the order of the file. */
  mentioning(references: string[]): string[] {
    return [...new Set(references.flatMap((reference) => this.mentions.get(reference) ?? []))];
  }
}

export type Shelves = Map<string, Shelf>;

/** Every reference in a resource, wherever it stands. */
export function referencesIn(value: Loose, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const one of value) referencesIn(one, found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value))
      if (key === 'reference' && typeof one === 'string') found.add(one);
      else if (typeof one === 'object') referencesIn(one, found);
  return found;
}
