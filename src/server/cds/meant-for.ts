import { mapIn } from '../../feeds/cds-hooks/loose.js';
import { type Edit, edited, membersNamed, memberValue, treeOf, without } from './edit-json.js';

export interface Meant {
  /** The prefetch keys that the service asked for in its discovery document. */
  prefetch: ReadonlySet<string>;
  /** `subject` of the authorization that is meant for it; undefined: any. */
  fhirClientId: string | undefined;
}

/**
 * A call as the service may have it: without prefetch that it did not ask for, and without an authorization that is
 * meant for another (CDS Hooks 2.0, "Passing the Access Token"). The very text where there is nothing of either.
 */
export function meantFor(
  text: string,
  request: Record<string, unknown>,
  { prefetch, fhirClientId }: Meant,
): string {
  const unasked = Object.keys(mapIn(request.prefetch) ?? {}).some((key) => !prefetch.has(key));
  const foreign =
    fhirClientId !== undefined &&
    request.fhirAuthorization !== undefined &&
    mapIn(request.fhirAuthorization)?.subject !== fhirClientId;
  if (!unasked && !foreign) return text;
  const root = treeOf(text);
  const edits: Edit[] = foreign ? without(root, (member) => nameOf(member) === 'fhirAuthorization') : [];
  for (const member of membersNamed(root, 'prefetch')) {
    const value = memberValue(member);
    if (value?.type === 'object') edits.push(...without(value, (one) => !prefetch.has(nameOf(one))));
  }
  return edited(text, edits);
}

const nameOf = (member: { children?: { value?: unknown }[] }): string => String(member.children?.[0]?.value);
