/** The stable codes of what can go wrong, each with the page that explains it (docs/errors.md; tested both ways). */
export const FAULT_CODES = [
  'no-such-file',
  'unreadable-file',
  'symlink-loop',
  'no-readable-input',
  'bad-mapping',
  'bad-site',
  'bad-tools',
  'bad-alerts',
  'bad-rules',
  'bad-waivers',
  'bad-config',
  'cannot-listen',
  'bad-option',
  'bad-period',
  'overlapping-periods',
  'bad-result',
  'different-definitions',
  'different-inputs',
  'no-store',
  'store-damaged',
  'disk-full',
  'bad-json',
  'bad-utf8',
  'bad-gzip',
  'too-long',
  'too-deep',
  'duplicate-key',
  'wrong-type',
  'not-a-resource',
  'not-an-object',
  'no-instant',
  'bad-instant',
  'implausible-instant',
  'no-time-zone',
  'ragged-row',
  'bad-quotes',
  'missing-id',
  'not-recorded',
  'cut-short',
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];

/** Something the person can mend: what, where, expected and found, next step. Never patient data. */
export class Fault extends Error {
  constructor(
    readonly code: FaultCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'Fault';
  }
}

/** An error of the file system, in the person's words. `doing` ends the sentence "while …". */
export function fileFault(error: unknown, path: string, doing: string): Fault {
  const code = (error as NodeJS.ErrnoException).code;
  const cause = { cause: error };
  switch (code) {
    case 'ENOENT':
      return new Fault('no-such-file', `"${path}" does not exist (while ${doing})`, cause);
    case 'EACCES':
    case 'EPERM':
      return new Fault('unreadable-file', `"${path}": no permission (while ${doing})`, cause);
    case 'ELOOP':
      return new Fault('symlink-loop', `"${path}" is a symbolic link that leads back to itself`, cause);
    case 'ENOSPC':
      return diskFull(path, cause);
    default:
      return isDiskFull(error)
        ? diskFull(path, cause)
        : new Fault('unreadable-file', `"${path}": ${code ?? 'cannot be read'} (while ${doing})`, cause);
  }
}

/** DuckDB reports a full disk in words only. */
export function isDiskFull(error: unknown): boolean {
  return /no space left on device|ENOSPC|disk (is )?full|max_temp_directory_size/i.test(String(error));
}

function diskFull(path: string, cause: ErrorOptions): Fault {
  return new Fault(
    'disk-full',
    `the disk that holds "${path}" is full: free some space and run the command again; what was written whole is kept`,
    cause,
  );
}
