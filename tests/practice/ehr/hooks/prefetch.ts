import type { HookContext } from '../../cds/wire.js';
import type { LookUp } from '../fhir/look-up.js';

const TOKEN = /\{\{\s*([\w.]+)\s*\}\}/g;

/**
 * What a service asked for in its templates, and nothing else. A template that cannot be filled in or looked up is left
 * out; where there is no data the value is null (CDS Hooks 2.0, "Prefetch Template").
 */
export async function prefetchOf(
  templates: Record<string, string>,
  { context, lookUp }: { context: HookContext; lookUp: LookUp },
): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [key, template] of Object.entries(templates)) {
    const url = filled(template, context);
    const resource = url === undefined ? undefined : await lookUp(url);
    if (resource !== undefined) found[key] = resource;
  }
  return found;
}

function filled(template: string, context: HookContext): string | undefined {
  let whole = true;
  const url = template.replace(TOKEN, (_all, name: string) => {
    const value = tokenValue(name, context);
    if (value === undefined) whole = false;
    return value ?? '';
  });
  return whole ? url : undefined;
}

/** Only first-level fields that are strings may stand in a template, and the user by type. */
function tokenValue(name: string, context: HookContext): string | undefined {
  const [type, id] = context.userId.split('/');
  if (name === `user${type}Id`) return id;
  const value = Object.entries(context).find(([field]) => name === `context.${field}`)?.[1];
  return typeof value === 'string' ? value : undefined;
}
