import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import { randomSecret } from './secrets.js';

const PREFIX = '__Host-ma-';

/** A cookie for each launch, never one for the browser: two charts in two tabs must never mix. */
function nameFor(id: string): string {
  return PREFIX + id.slice(0, 12);
}

/** Set in an EHR's frame on another site, and kept apart there from every other site (CHIPS, RFC 6265bis). */
const ATTRIBUTES = { httpOnly: true, secure: true, sameSite: 'none', partitioned: true, path: '/' } as const;

export function launchCookie(req: Request, id: string): string | undefined {
  return launchCookies(req).get(nameFor(id));
}

function launchCookies(req: Request): Map<string, string> {
  const all = Object.entries(parseCookie(req.headers.cookie ?? ''));
  return new Map(all.filter((entry): entry is [string, string] => entry[0].startsWith(PREFIX) && !!entry[1]));
}

export interface NewCookie {
  id: string;
  now: number;
  maxAgeMs: number;
  /** Launch cookies to leave in this browser, this one included. */
  most: number;
}

/** Sets the launch's cookie to a fresh secret, which is returned, and expires the oldest beyond `most`. */
export function setLaunchCookie(req: Request, res: Response, cookie: NewCookie): string {
  const name = nameFor(cookie.id);
  const value = `${Math.floor(cookie.now / 1000).toString(36)}.${randomSecret()}`;
  const gone = settingNow(res);
  const others = [...launchCookies(req)].filter(([other]) => other !== name && !gone.has(other));
  const oldestFirst = others.sort(([, a], [, b]) => bornAt(a) - bornAt(b));
  for (const [other] of oldestFirst.slice(0, Math.max(0, others.length - (cookie.most - 1))))
    expire(res, other);
  const maxAge = Math.floor(cookie.maxAgeMs / 1000);
  res.append('Set-Cookie', stringifySetCookie({ ...ATTRIBUTES, name, value, maxAge }));
  return value;
}

export function clearLaunchCookie(res: Response, id: string): void {
  expire(res, nameFor(id));
}

function expire(res: Response, name: string): void {
  // The same attributes: a partitioned cookie is another cookie than the plain one of its name.
  res.append('Set-Cookie', stringifySetCookie({ ...ATTRIBUTES, name, value: '', maxAge: 0 }));
}

function settingNow(res: Response): Set<string> {
  const header = res.getHeader('Set-Cookie');
  const lines = Array.isArray(header) ? header : header ? [String(header)] : [];
  return new Set(lines.map((line) => line.split('=', 1)[0]!));
}

/** Seconds, from the value; one we cannot read counts as the oldest. */
function bornAt(value: string): number {
  const seconds = Number.parseInt(value.split('.', 1)[0]!, 36);
  return Number.isFinite(seconds) ? seconds : 0;
}
