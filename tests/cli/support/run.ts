import type { Command } from 'commander';

/** A command alone, in this process (much faster than a process of its own): its exit code and what it printed to stdout. */
export async function run(command: Command, words: string[]): Promise<{ status: number; stdout: string }> {
  const { write } = process.stdout;
  const { write: writeError } = process.stderr;
  let stdout = '';
  process.stdout.write = (text: string | Uint8Array) => {
    stdout += String(text);
    return true;
  };
  process.stderr.write = () => true;
  process.exitCode = 0;
  try {
    await command.parseAsync(words, { from: 'user' });
    return { status: Number(process.exitCode ?? 0), stdout };
  } finally {
    process.stdout.write = write;
    process.stderr.write = writeError;
    process.exitCode = 0;
  }
}
