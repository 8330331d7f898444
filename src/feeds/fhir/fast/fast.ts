import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Fault, isDiskFull } from '../../../fault.js';
import { removeLeftovers } from '../../../store/engine.js';
import { sweep } from '../../../store/layout.js';
import type { FastJob, FastOutcome } from './import-file.js';

/** Below this, starting a process costs more than it saves. */
export const FAST_FROM = Number(process.env.MISSION_AUDIT_FAST_FROM ?? 8 * 1024 * 1024);

/**
 * Reads a file in a child process with DuckDB. Undefined where that cannot be done, whatever the reason (a line of
 * an unexpected shape, a reader that crashed): the file is then read line by line. A full disk is thrown.
 */
export async function tryFast(job: FastJob): Promise<FastOutcome | undefined> {
  const written = import.meta.url.endsWith('.ts');
  const script = fileURLToPath(new URL(written ? './worker.ts' : './worker.js', import.meta.url));
  const child = fork(script, {
    execArgv: written ? ['--import', 'tsx'] : [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const answer = await new Promise<{ outcome?: FastOutcome; error?: string }>((resolve) => {
    child.once('message', (message) => resolve(message as { outcome?: FastOutcome; error?: string }));
    child.once('exit', () => resolve({ error: 'crashed' }));
    child.on('error', (error) => resolve({ error: String(error) }));
    child.send(job, () => {});
  });
  if (answer.error && isDiskFull(answer.error))
    throw new Fault(
      'disk-full',
      `the disk is full: free some space and run the command again; what was written whole is kept`,
    );
  if (!answer.outcome) {
    // What a reader that crashed left behind.
    removeLeftovers();
    sweep(job.store);
  }
  return answer.outcome;
}
