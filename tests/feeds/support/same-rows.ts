import type { Both } from './audit-rows.js';

/** What DuckDB reads is what the reader of single lines reads; what it leaves is read by that. */
export function expectSame({ fast, slow }: Both, lines: string[]): void {
  expect(fast).not.toBeNull();
  const different = [...fast!.rows].filter(
    ([line, row]) => JSON.stringify(row) !== JSON.stringify(slow.rows.get(line)),
  );
  expect(different.map(([line, row]) => [lines[line - 1], row, slow.rows.get(line)])).toEqual([]);
  const read = new Set([...fast!.rows.keys(), ...fast!.rest]);
  expect(read.size).toBe(lines.length);
  for (const line of slow.rest) expect(fast!.rest).toContain(line);
}
