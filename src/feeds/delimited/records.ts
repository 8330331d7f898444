import type { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { decode, LONGEST_LINE, lines } from '../input/lines.js';
import { openBytes } from '../input/open.js';

export interface DelimitedRecord {
  cells: string[];
  /** The line of the file on which the record ends. */
  line: number;
}

export interface RecordFault {
  line: number;
  code: 'ragged-row' | 'bad-quotes' | 'too-long' | 'bad-utf8';
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

/** How far a quoted cell may reach over line ends; a quote that is still open then was a mistake. */
const LONGEST_CELL_LINES = 100;

interface Options {
  delimiter: string;
  quotes: boolean;
  width: number;
  bad: (fault: RecordFault) => void;
}

interface Text {
  text: string;
  line: number;
}

/**
 * A file's records after its header. Every line is read on its own, so that a quote that does not close costs its line
 * and no other. What cannot be read goes to `bad`.
 */
export async function* records(path: string, options: Options): AsyncGenerator<DelimitedRecord> {
  let header = false;
  /** A record whose quoted cell goes on in the next line, if it does. */
  let open: Text[] = [];
  for await (const { bytes, number, length } of lines(openBytes(path))) {
    const text = bytes === null ? undefined : decode(bytes)?.replace(/\r$/, '');
    if (text === undefined) {
      yield* giveUp(open.splice(0), options);
      options.bad({ line: number, ...unreadable(bytes === null ? length : null) });
    } else if (!header) header = text.trim() !== '';
    else if (text.trim() !== '' || open.length > 0) {
      open = [...open, { text, line: number }];
      const read = recordOf(open, options);
      if (read === 'open' && open.length < LONGEST_CELL_LINES) continue;
      if (typeof read === 'string') yield* giveUp(open, options);
      else yield* fitting(read, { line: number, options });
      open = [];
    }
  }
  yield* giveUp(open, options);
}

function unreadable(length: number | null): Omit<RecordFault, 'line'> {
  if (length === null) return { code: 'bad-utf8', why: 'not valid UTF-8' };
  return { code: 'too-long', why: `a line of ${length} bytes; the longest that is read is ${LONGEST_LINE}` };
}

/** The first of these lines cannot be read; the others are tried each on its own. */
function* giveUp(texts: Text[], options: Options): Generator<DelimitedRecord> {
  for (const [n, one] of texts.entries()) {
    const read = n === 0 ? 'bad' : recordOf([one], options);
    if (typeof read === 'string') options.bad({ line: one.line, code: 'bad-quotes', why: QUOTES });
    else yield* fitting(read, { line: one.line, options });
  }
}

const QUOTES = 'a quote that does not close, or text beside a quoted cell';

function* fitting(
  cells: string[],
  { line, options }: { line: number; options: Options },
): Generator<DelimitedRecord> {
  const { width, bad } = options;
  if (cells.length === width) yield { cells, line };
  else bad({ line, code: 'ragged-row', why: `${cells.length} cells where the header has ${width}` });
}

/** The cells of one record; `open` where a quoted cell goes on. */
function recordOf(texts: Text[], { delimiter, quotes, width }: Options): string[] | 'open' | 'bad' {
  const text = texts.map((one) => one.text).join('\n');
  // Without quotes there is nothing to parse.
  if (!quotes || !text.includes('"')) return text.split(delimiter);
  try {
    const found = parse(text, { delimiter, relax_column_count: true }) as string[][];
    const cells = found[0] ?? [];
    // A quote that closes by chance in a later line does not give a row of the right width.
    return found.length === 1 && (texts.length === 1 || cells.length === width) ? cells : 'bad';
  } catch (error) {
    return (error as CsvError).code === 'CSV_QUOTE_NOT_CLOSED' ? 'open' : 'bad';
  }
}
