/** Looking into JSON that nobody has promised the shape of: a wrong shape is absent, and never an error. */

export type Loose = Record<string, unknown>;

export const mapIn = (value: unknown): Loose | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : undefined;

export const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Longer than any id, code or label of the standards; what is longer is no such thing. */
const LONGEST = 300;

/** A code, an id or a label: text of a bearable length without control characters, else ''. */
export function wordIn(value: unknown): string {
  if (typeof value !== 'string' || value.length > LONGEST) return '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return /[\u0000-\u001f\u007f]/.test(value) ? '' : value.trim();
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A card's uuid, as answers find it: uuids are compared without regard to case (RFC 9562, 4). */
export function cardIdIn(value: unknown): string {
  const word = wordIn(value);
  return UUID.test(word) ? word.toLowerCase() : word;
}
