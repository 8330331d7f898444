import { createScanner, type JSONScanner } from 'jsonc-parser';

/** A place in a text and what stands there instead. */
export interface Edit {
  offset: number;
  length: number;
  text: string;
}

/** A member of an object, or an item of a list (then without a name). */
export interface Child {
  name: string;
  /** Where it begins, with its name; where its value does; and where that ends. */
  offset: number;
  valueAt: number;
  end: number;
}

/** An object or a list of a JSON text. */
export interface Part {
  kind: 'object' | 'list';
  offset: number;
  end: number;
  children: Child[];
}

/** The tokens of jsonc-parser that matter here (its own enumeration is for its own compiler only). */
const OPEN = { 1: 'object', 3: 'list' } as Record<number, Part['kind']>;
const CLOSE = new Set([2, 4]);
const COMMA = 5;
const END = 17;

/** The object or list that begins at this place of a text that JSON.parse has read; undefined where something else does. */
export function partAt(text: string, at: number): Part | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(at);
  const kind = OPEN[scanner.scan()];
  if (!kind) return undefined;
  const part: Part = { kind, offset: scanner.getTokenOffset(), end: text.length, children: [] };
  for (let token = scanner.scan(); token !== END; token = scanner.scan()) {
    if (token === COMMA) continue;
    if (CLOSE.has(token)) {
      part.end = scanner.getTokenOffset() + 1;
      break;
    }
    part.children.push(childAt(scanner, { kind, token }));
  }
  return part;
}

/** However deeply it is nested: a tree of it would be as deep. */
function childAt(scanner: JSONScanner, { kind, token }: { kind: Part['kind']; token: number }): Child {
  const offset = scanner.getTokenOffset();
  let name = '';
  let value = token;
  if (kind === 'object') {
    name = scanner.getTokenValue();
    // The colon.
    scanner.scan();
    value = scanner.scan();
  }
  const valueAt = scanner.getTokenOffset();
  for (let depth = OPEN[value] ? 1 : 0; depth > 0; ) {
    const inner = scanner.scan();
    if (OPEN[inner]) depth += 1;
    else if (CLOSE.has(inner)) depth -= 1;
    else if (inner === END) break;
  }
  return { name, offset, valueAt, end: scanner.getTokenOffset() + scanner.getTokenLength() };
}

/** The outermost object of a text; a byte order mark may stand before it. */
export const rootOf = (text: string): Part | undefined => partAt(text, text.startsWith('\ufeff') ? 1 : 0);

/** The members of that name: of several JSON.parse takes the last, and other readers may take another. */
export const membersNamed = (part: Part | undefined, name: string): Child[] =>
  part?.kind === 'object' ? part.children.filter((child) => child.name === name) : [];

/** Puts another value in the place of a child's. */
export const withValue = ({ valueAt, end }: Child, value: string): Edit => ({
  offset: valueAt,
  length: end - valueAt,
  text: JSON.stringify(value),
});

/** What takes children out of their parent, with their commas. */
export function without(
  { children, offset, end }: Part,
  gone: (child: Child, index: number) => boolean,
): Edit[] {
  if (children.length > 0 && children.every(gone)) return [cut(offset + 1, end - 1)];
  let kept = false;
  return children.flatMap((child, index) => {
    if (!gone(child, index)) {
      kept = true;
      return [];
    }
    return [kept ? cut(children[index - 1]!.end, child.end) : cut(child.offset, children[index + 1]!.offset)];
  });
}

const cut = (from: number, to: number): Edit => ({ offset: from, length: to - from, text: '' });

/** Changes a JSON text in these places and leaves every other byte as it was: numbers, order, white space. */
export function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.offset - b.offset)) {
    parts.push(text.slice(at, edit.offset), edit.text);
    at = edit.offset + edit.length;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
