import { layoutOf } from './fhir-file.js';
import { head, isGzipError } from './open.js';

/** How much of a file is looked at to tell what it is. */
export const HEAD = 1024 * 1024;

/** Whether it is one that DuckDB may read; a gzip that is broken at its start is not. */
export async function isLargeLog(path: string): Promise<boolean> {
  try {
    const start = await head(path, HEAD);
    return layoutOf(start) === 'ndjson' && isAuditLog(start);
  } catch (error) {
    if (!isGzipError(error)) throw error;
    return false;
  }
}

/** The first line that is not blank: csv-parse leaves blank lines out too. */
export function headerLine(start: Buffer): string {
  const text = start.toString('utf8').replace(/^\uFEFF/, '');
  return text.split('\n').find((line) => line.trim() !== '') ?? '';
}

/** A whole file of AuditEvents, without blank lines: by its first lines. */
function isAuditLog(start: Buffer): boolean {
  const text = start.toString('utf8');
  return (
    !/\n\s*\n/.test(text) &&
    !text.startsWith('\uFEFF') &&
    /^\s*\{[^\n]*"resourceType"\s*:\s*"AuditEvent"/.test(text)
  );
}

/** By its byte order mark, of either order. */
export function isUtf16(start: Buffer): boolean {
  return start.length >= 2 && (start.readUInt16BE() === 0xfeff || start.readUInt16BE() === 0xfffe);
}
