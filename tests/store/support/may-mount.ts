import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';

/** Whether a test may mount a small disk of its own here: a full one cannot be had otherwise. */
export function mayMount(): boolean {
  try {
    execFileSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', '-o', 'size=4k', 'none', tmpdir()], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
