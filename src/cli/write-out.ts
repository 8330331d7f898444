import { writeFileSync } from 'node:fs';
import { fileFault } from '../fault.js';

/** Writes what a command prints: into the file of `--output`, else to stdout. */
export function writeOut(text: string, { output }: { output?: string }, mode = 0o666): void {
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(output, text, { mode });
  } catch (error) {
    throw fileFault(error, output, 'writing it');
  }
}
