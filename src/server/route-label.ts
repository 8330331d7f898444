import type { Request } from 'express';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

/** The route's own template (`/chart/:session`), never the path that was asked for: that holds ids. */
export function routeLabel(req: Request): string {
  const path: unknown = (req as { route?: { path?: unknown } }).route?.path;
  return typeof path === 'string' || Array.isArray(path) ? [path].flat().map(String).join('|') : '-';
}

/** A client may invent methods; a label must not grow with them. */
export const methodLabel = ({ method }: { method?: string | undefined }): string =>
  method && METHODS.has(method) ? method : 'other';
