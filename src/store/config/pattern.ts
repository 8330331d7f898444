/**
 * A pattern of tools.yaml or alerts.yaml as a test: `*` is any text, all else stands for itself; fits whole, by letter
 * case. No regular expression: with many stars one would take for ever over a text that does not fit.
 */
export function pattern(written: string): (text: string) => boolean {
  const [first = '', ...middle] = written.split('*');
  const last = middle.pop();
  if (last === undefined) return (text) => text === written;
  return (text) => {
    const end = text.length - last.length;
    if (first.length > end || !text.startsWith(first) || !text.endsWith(last)) return false;
    let from = first.length;
    for (const part of middle) {
      const at = text.indexOf(part, from);
      if (at === -1 || at + part.length > end) return false;
      from = at + part.length;
    }
    return true;
  };
}

/** One pattern or a list, of which any may fit. */
export function anyPattern(written: string | string[]): (text: string) => boolean {
  const tests = [written].flat().map(pattern);
  return (text) => tests.some((test) => test(text));
}
