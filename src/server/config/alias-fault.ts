import { closest } from 'fastest-levenshtein';
import { homeAlias, type Site } from '../../store/config/site.js';
import { isText } from './written.js';

/** What is wrong with an alias of a server; nothing is said where site.yaml itself has faults (null). */
export function aliasFault(server: unknown, site: Site | null): string | undefined {
  if (!isText(server) || !site) return undefined;
  const aliases = site.servers.length > 0 ? site.servers.map(({ alias }) => alias) : [homeAlias(site)];
  if (aliases.includes(server)) return undefined;
  return `server "${server}" is no alias of site.yaml; there: ${aliases.join(', ')}; did you mean "${closest(server, aliases)}"?`;
}
