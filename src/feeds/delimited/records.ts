import { type CsvError, parse } from 'csv-parse';
import { openBytes } from '../input/open.js';

export interface DelimitedRecord {
  cells: string[];
  /** The line of the file on which the record ends. */
  line: number;
}

export interface RecordFault {
  line: number;
  code: 'ragged-row' | 'bad-quotes' | 'too-long';
  why: string;
}

/** The delimiter a header line uses: the one of comma, tab, | and ; that stands in it most. */
export function delimiterOf(header: string): string {
  const counts = [',', '\t', '|', ';'].map((one) => ({ one, count: header.split(one).length - 1 }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).one;
}

/** The cells of a header line. */
export function headerCells(line: string, delimiter: string): string[] {
  return line
    .replace(/^\uFEFF/, '')
    .replace(/\r$/, '')
    .split(delimiter)
    .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

/** A file's records after its header. What csv-parse cannot read goes to `bad`, and reading goes on. */
export async function* records(
  path: string,
  {
    delimiter,
    quotes,
    width,
    bad,
  }: { delimiter: string; quotes: boolean; width: number; bad: (fault: RecordFault) => void },
): AsyncGenerator<DelimitedRecord> {
  const parser = parse({
    delimiter,
    quote: quotes ? '"' : false,
    bom: true,
    info: true,
    from: 2,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 16 * 1024 * 1024,
  });
  parser.on('skip', (error: CsvError) =>
    bad({
      line: lineOf(error),
      code: 'bad-quotes',
      why: 'a quote that does not close, or text beside a quoted cell',
    }),
  );
  const bytes = openBytes(path);
  bytes.on('error', (error) => parser.destroy(error));
  bytes.pipe(parser);
  for await (const item of parser) {
    const { record, info } = item as { record: string[]; info: { lines: number } };
    if (record.length === width) yield { cells: record, line: info.lines };
    else
      bad({
        line: info.lines,
        code: 'ragged-row',
        why: `${record.length} cells where the header has ${width}`,
      });
  }
}

function lineOf(error: CsvError): number {
  return Number((error as { lines?: number }).lines ?? 0);
}
