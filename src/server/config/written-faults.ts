import type { Path, YamlFile } from '../../rules/yaml-file.js';

interface Line {
  line: number;
  col: number;
  text: string;
}

/** Gathers what is wrong with one file, each where it stands, and tells it in the order of the page. */
export class WrittenFaults {
  private readonly lines: Line[] = [];
  private readonly others: string[] = [];

  constructor(private readonly yaml: YamlFile) {}

  add(path: Path, message: string, part: 'key' | 'value' = 'value'): void {
    const { line, col } = this.yaml.at(path, part);
    this.lines.push({ line, col, text: `${this.yaml.file}:${line}:${col}: ${message}` });
  }

  /** Lines that begin with file:line:col of this file, as the schema's check writes them. */
  addLines(lines: readonly string[]): void {
    for (const text of lines) {
      const [, line, col] = /:(\d+):(\d+): /.exec(text.slice(this.yaml.file.length)) ?? [];
      this.lines.push({ line: Number(line ?? 1), col: Number(col ?? 1), text });
    }
  }

  /** Faults of a file that this one names; they carry their own place. */
  addOther(text: string): void {
    this.others.push(text);
  }

  get any(): boolean {
    return this.lines.length + this.others.length > 0;
  }

  text(): string {
    const ordered = this.lines.toSorted((a, b) => a.line - b.line || a.col - b.col);
    return [...new Set([...ordered.map(({ text }) => text), ...this.others])].join('\n');
  }
}
