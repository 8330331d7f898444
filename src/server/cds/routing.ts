import type { Discovery } from './discovery.js';
import type { CdsUpstream } from './options.js';
import type { Upstream } from './upstream.js';

/** A service of an upstream. */
export interface Service {
  upstream: Upstream;
  discovery: Discovery;
  /** As its upstream knows it. */
  id: string;
  /** As the EHR knows it: `<upstream>.<id>`. */
  shown: string;
}

export type Route = { to: 'discovery' } | { to: 'call' | 'feedback'; service: Service } | { to: 'nowhere' };

const ROOT = '/cds-services';
/** Ids as services choose them; a dot alone, or two, would be a way up. */
const ID = /^(?!\.+$)[\w.~:-]+$/;

/** Whether a path below the app's own is the gateway's. */
export const isGatewayPath = (path: string): boolean => path === ROOT || path.startsWith(`${ROOT}/`);

export interface Behind {
  upstream: Upstream;
  discovery: Discovery;
}

/** Where a path leads. A service need not be listed: what the EHR calls is passed on, and the service answers for itself. */
export function routeOf(path: string, behind: ReadonlyMap<CdsUpstream['id'], Behind>): Route {
  if (path === ROOT || path === `${ROOT}/`) return { to: 'discovery' };
  const [segment, last, ...more] = path.slice(ROOT.length + 1).split('/');
  if (more.length > 0 || (last !== undefined && last !== 'feedback')) return { to: 'nowhere' };
  const shown = decoded(segment!);
  const dot = shown.indexOf('.');
  const found = behind.get(shown.slice(0, Math.max(dot, 0)));
  const id = shown.slice(dot + 1);
  if (!found || !ID.test(id)) return { to: 'nowhere' };
  return { to: last === 'feedback' ? 'feedback' : 'call', service: { ...found, id, shown } };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}
