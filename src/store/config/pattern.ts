/** A pattern of tools.yaml or alerts.yaml as a test: `*` is any text, all else stands for itself; fits whole, by letter case. */
export function pattern(written: string): (text: string) => boolean {
  if (!written.includes('*')) return (text) => text === written;
  const parts = written.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('[^]*')}$`);
  return (text) => expression.test(text);
}

/** One pattern or a list, of which any may fit. */
export function anyPattern(written: string | string[]): (text: string) => boolean {
  const tests = [written].flat().map(pattern);
  return (text) => tests.some((test) => test(text));
}
