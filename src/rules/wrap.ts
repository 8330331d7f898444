/** What a terminal and a mail still show without breaking lines of their own. */
const WIDTH = 100;

/** One text as lines of at most 100 columns, each behind the indent; a longer word stands alone. */
export function wrap(text: string, indent: string, hanging = indent): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? `${lines.length === 0 ? indent : hanging}${word}` : `${line} ${word}`;
    if (longer.length <= WIDTH || line === '') line = longer;
    else {
      lines.push(line);
      line = `${hanging}${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}
