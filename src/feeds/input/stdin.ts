import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../store/engine.js';

/** Standard input as a temporary file, alone in its folder: its content decides how it is read, and that takes two looks. */
export async function spoolStandardInput(): Promise<string> {
  const file = join(temporaryFolder('stdin'), 'input');
  const chunks: Buffer[] = [];
  writeFileSync(file, '');
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    if (chunks.length >= 64) writeFileSync(file, Buffer.concat(chunks.splice(0)), { flag: 'a' });
  }
  writeFileSync(file, Buffer.concat(chunks), { flag: 'a' });
  return file;
}
