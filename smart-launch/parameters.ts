import type { Request } from 'express';
import { LaunchFault } from './problem.js';

/** Read with the URL's own rules: a framework's query parser would make lists and objects of `iss=a&iss=b` and `iss[x]=a`. */
export function parametersOf(req: Request): URLSearchParams {
  return new URL(req.originalUrl, 'http://path.invalid').searchParams;
}

/** One value or none: twice is refused, because two readers may pick different ones; so are control characters. */
export function single(parameters: URLSearchParams, name: string, most: number): string | undefined {
  const [value, ...more] = parameters.getAll(name);
  if (value === undefined || value === '') return undefined;
  if (more.length > 0) throw bad(`"${name}" is there ${more.length + 1} times; expected once`);
  if (value.length > most) throw bad(`"${name}" has ${value.length} characters; expected at most ${most}`);
  if (/\p{Cc}/u.test(value)) throw bad(`"${name}" has control characters in it`);
  return value;
}

export function bad(what: string): LaunchFault {
  return new LaunchFault({
    code: 'bad-parameter',
    status: 400,
    title: 'This link cannot be opened',
    detail: `The link is not one this app understands: ${what}.`,
  });
}
