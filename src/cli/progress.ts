import cliProgress from 'cli-progress';

export interface Progress {
  update: (file: string, done: number, of: number) => void;
  stop: () => void;
}

/** A bar on a terminal, plain lines elsewhere; always on stderr. Short work shows nothing. */
export function progressBar(what: string): Progress {
  if (!process.stderr.isTTY) return plainLines(what);
  const bar = new cliProgress.SingleBar({
    format: `${what} {bar} {value}/{total} files`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  let started = false;
  return {
    update: (_file, done, of) => {
      if (!started) bar.start(of, done);
      started = true;
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}

const QUIET_MS = 5000;

function plainLines(what: string): Progress {
  let last = Date.now();
  return {
    update: (_file, done, of) => {
      if (Date.now() - last < QUIET_MS) return;
      last = Date.now();
      process.stderr.write(`${what}: ${done} of ${of} files\n`);
    },
    stop: () => {},
  };
}
