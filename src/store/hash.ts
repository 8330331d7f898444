/**
 * A 64-bit hash of a text, as SQL. DuckDB's own takes 8 bytes at a time and carries differences upwards only, so that
 * two texts which differ in the last bytes of two blocks can share it (met: agents with another user and another
 * workstation, "…/11 … WS-11" and "…/16 … WS-16"). Reading the text a second time in other blocks tells them apart.
 */
export function textHash(text: string): string {
  return `hash(hash(${text}), hash(substr(${text}, 5)))`;
}
