import { SERVED_TYPES } from '../fhir/served.js';

export type Interaction = 'create' | 'read' | 'update' | 'delete' | 'search';

const LETTERS: Record<Interaction, string> = {
  create: 'c',
  read: 'r',
  update: 'u',
  delete: 'd',
  search: 's',
};
const SMART = /^(?<level>patient|user)\/(?<type>\*|[A-Za-z]+)\.(?<what>[a-z*]+)$/;

export const IDENTITY_SCOPES = ['openid', 'fhirUser', 'profile', 'online_access', 'offline_access'];
export const LAUNCH_SCOPES = ['launch', 'launch/patient', 'launch/encounter'];

/**
 * Every scope on data that this EHR may grant. oidc-provider wants to know its scopes one by one and drops the rest, as
 * an EHR does with a type that it does not hold, so they are listed: two levels, the types served, both syntaxes.
 */
export const DATA_SCOPES: string[] = ['patient', 'user'].flatMap((level) =>
  ['*', ...SERVED_TYPES].flatMap((type) =>
    ['read', 'write', '*', ...subsequences('cruds')].map((what) => `${level}/${type}.${what}`),
  ),
);

/** `cruds` in v2 keeps its order: `rs` is a scope, `sr` is not. */
function subsequences(letters: string): string[] {
  let all = [''];
  for (const letter of letters) all = all.flatMap((done) => [done, done + letter]);
  return all.filter((one) => one !== '');
}

export type Reach = 'all' | 'patient' | 'none';

/** How far a token's scopes reach for one interaction with one type of resource. */
export function reach(
  scope: string,
  { type, interaction }: { type: string; interaction: Interaction },
): Reach {
  const levels = new Set<string>();
  for (const word of scope.split(' ')) {
    const parts = SMART.exec(word)?.groups;
    if (!parts || (parts.type !== '*' && parts.type !== type)) continue;
    if (permits(parts.what!, interaction)) levels.add(parts.level!);
  }
  if (levels.has('user')) return 'all';
  return levels.has('patient') ? 'patient' : 'none';
}

function permits(what: string, interaction: Interaction): boolean {
  const reads = interaction === 'read' || interaction === 'search';
  if (what === '*') return true;
  if (what === 'read') return reads;
  if (what === 'write') return !reads;
  return what.includes(LETTERS[interaction]);
}
