import { type Node, parseTree } from 'jsonc-parser';

/** A part of a text and what stands there instead. */
export interface Edit {
  offset: number;
  length: number;
  text: string;
}

/** Changes a JSON text in these places and leaves every other byte as it was: numbers, order, white space. */
export function edited(text: string, edits: readonly Edit[]): string {
  let done = '';
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.offset - b.offset)) {
    done += text.slice(at, edit.offset) + edit.text;
    at = edit.offset + edit.length;
  }
  return done + text.slice(at);
}

/** The tree of a JSON text that JSON.parse has read. Throws where it is nested too deeply for a tree. */
export function treeOf(text: string): Node {
  const root = parseTree(text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text);
  if (!root) throw new Error('no JSON');
  return root;
}

/** The members of that name: of several JSON.parse takes the last, and other readers may take another. */
export function membersNamed(object: Node, name: string): Node[] {
  if (object.type !== 'object') return [];
  return (object.children ?? []).filter((member) => member.children?.[0]?.value === name);
}

export const memberValue = (member: Node): Node | undefined => member.children?.[1];

/** What takes members out of an object, or items out of a list, with their commas. */
export function without(parent: Node, gone: (child: Node) => boolean): Edit[] {
  const children = parent.children ?? [];
  const end = ({ offset, length }: Node) => offset + length;
  if (children.every(gone)) return children.length > 0 ? [cut(parent.offset + 1, end(parent) - 1)] : [];
  let kept = false;
  return children.flatMap((child, index) => {
    if (!gone(child)) {
      kept = true;
      return [];
    }
    return [
      kept ? cut(end(children[index - 1]!), end(child)) : cut(child.offset, children[index + 1]!.offset),
    ];
  });
}

const cut = (from: number, to: number): Edit => ({ offset: from, length: to - from, text: '' });
