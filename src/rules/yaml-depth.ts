import { CST, Lexer, LineCounter } from 'yaml';
import type { Position } from './faults.js';

const MAX_BRACKETS = 32;
const MAX_INDENT = 100;
/** The parser takes minutes for a million faulty tokens; our own file has some thousands. */
const MAX_TOKENS = 100_000;

const openers = new Set(['flow-seq-start', 'flow-map-start']);
const closers = new Set(['flow-seq-end', 'flow-map-end']);
const indicators = new Set(['seq-item-ind', 'explicit-key-ind', 'map-value-ind']);
const transparent = new Set(['anchor', 'tag']);

/** Looked at before parsing: the parser recurses, and enough nesting ends the whole process. */
export function tooDeep(text: string): { message: string; at: Position } | null {
  const lines = new LineCounter();
  lines.addNewLine(0);
  let offset = 0;
  let tokens = 0;
  let brackets = 0;
  let indent = 0;
  /** Whether nothing but indentation and indicators has come since the line began, or the last indicator. */
  let leading = true;
  let scalarAhead = false;
  for (const source of new Lexer().lex(text)) {
    if (isMark(source)) {
      scalarAhead = source === CST.SCALAR;
      continue;
    }
    const type = scalarAhead ? 'scalar' : (CST.tokenType(source) ?? 'scalar');
    scalarAhead = false;
    const refuse = (message: string) => ({ message, at: lines.linePos(offset) });
    if (++tokens > MAX_TOKENS) return refuse(`Nothing is read that has more than ${MAX_TOKENS} tokens.`);
    if (openers.has(type)) brackets++;
    if (closers.has(type)) brackets = Math.max(0, brackets - 1);
    if (brackets > MAX_BRACKETS) return refuse(`Brackets are nested more than ${MAX_BRACKETS} deep.`);

    // Lines inside brackets, empty ones and comments may be indented as they like.
    if (type === 'newline' || source.endsWith('\n')) [indent, leading] = [0, brackets === 0];
    else if (leading && (type === 'space' || indicators.has(type))) indent += source.length;
    else if (!transparent.has(type)) leading = false;
    // `a: - - -` is a fault, but the parser nests it before it says so.
    if (indicators.has(type) && brackets === 0) leading = true;
    if (indent > MAX_INDENT && type !== 'space' && type !== 'comment')
      return refuse(`Nothing may be indented more than ${MAX_INDENT} columns.`);

    for (let i = source.indexOf('\n'); i >= 0; i = source.indexOf('\n', i + 1))
      lines.addNewLine(offset + i + 1);
    offset += source.length;
  }
  return null;
}

/** The lexer's control characters (document mode, flow error end, scalar ahead) stand for no source. */
const isMark = (source: string): boolean =>
  source === CST.DOCUMENT || source === CST.FLOW_END || source === CST.SCALAR;
