/** Lines for a terminal: how wide a string is, and how it is broken so that no line overflows. */

export const columns = 100;

const control = /[\p{Cc}\u2028\u2029]+/gu;
const invisible = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/** Data may hold escape sequences or turn the direction of writing: neither reaches a terminal. */
export const clean = (text: string): string =>
  text.replace(control, ' ').replace(invisible, '').replace(/\s+/gu, ' ').trim();

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{17000}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;
const none = /[\p{Mn}\p{Me}\p{Cf}]/u;

const widthOf = (point: string): number => (none.test(point) ? 0 : wide.test(point) ? 2 : 1);

/** Columns of a string: East Asian wide characters and emoji are two, combining marks none. */
export const width = (text: string): number => {
  let sum = 0;
  for (const point of text) sum += widthOf(point);
  return sum;
};

/** As much of the start as fits, at least one character. */
const head = (text: string, room: number): string => {
  let taken = '';
  let used = 0;
  for (const point of text) {
    used += widthOf(point);
    if (used > room && taken !== '') break;
    taken += point;
  }
  return taken;
};

/** Cleaned, and cut to `room` columns; an ellipsis shows the cut. */
export const cut = (text: string, room: number): string => {
  const whole = clean(text);
  return width(whole) <= room ? whole : `${head(whole, room - 1).trimEnd()}…`;
};

export const pad = (text: string, room: number): string => text + ' '.repeat(Math.max(0, room - width(text)));

/** Words too long for a line are broken, after a hyphen or slash where there is one. */
const pieces = (word: string, room: number): string[] => {
  const parts: string[] = [];
  let rest = word;
  while (width(rest) > room) {
    const start = head(rest, room);
    const joint = Math.max(start.lastIndexOf('-'), start.lastIndexOf('/')) + 1;
    const part = joint > 0 ? start.slice(0, joint) : start;
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return rest === '' ? parts : [...parts, rest];
};

/** Breaks text between words to lines of at most `room` columns. */
export const fold = (text: string, room: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const piece of clean(text)
    .split(' ')
    .flatMap((word) => pieces(word, room))) {
    const joined = line === '' ? piece : `${line} ${piece}`;
    if (width(joined) <= room) line = joined;
    else {
      lines.push(line);
      line = piece;
    }
  }
  return line === '' ? lines : [...lines, line];
};

/** A paragraph; further lines hang below the first one's text. */
export const wrap = (text: string, lead = ''): string[] => {
  const hang = ' '.repeat(width(lead));
  return fold(text, columns - width(lead)).map((line, at) => (at === 0 ? lead : hang) + line);
};

const padStart = (text: string, room: number): string => ' '.repeat(Math.max(0, room - width(text))) + text;

export interface Column {
  width: number;
  right?: boolean;
}

/** Cells side by side, each broken to its column's width, two columns apart. */
export const sideBySide = (cells: string[], columns: Column[], lead = '  '): string[] => {
  const folded = columns.map((column, at) => ({ ...column, lines: fold(cells[at] ?? '', column.width) }));
  const height = Math.max(1, ...folded.map(({ lines }) => lines.length));
  return Array.from({ length: height }, (_, row) => {
    const set = folded.map(({ lines, width: room, right }) =>
      right ? padStart(lines[row] ?? '', room) : pad(lines[row] ?? '', room),
    );
    return (lead + set.join('  ')).trimEnd();
  });
};
