import { type Document, type Node, visit } from 'yaml';

/** Where an alias names a map or list that it stands inside of: as a value it would have no end. */
export function selfReferences(document: Document.Parsed): number[] {
  const found: number[] = [];
  visit(document, {
    Alias(_, alias, path) {
      const target = alias.resolve(document);
      if (target && (path as readonly Node[]).includes(target)) found.push(alias.range?.[0] ?? 0);
    },
  });
  return found;
}
