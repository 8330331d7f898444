import { mapIn } from '../../feeds/cds-hooks/loose.js';
import { type Child, type Edit, edited, membersNamed, partAt, rootOf, without } from './edit-json.js';

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
export function meantFor(text: string, request: Record<string, unknown>, meant: Meant): string {
  const { prefetch, fhirClientId } = meant;
  const unasked = Object.keys(mapIn(request.prefetch) ?? {}).some((key) => !prefetch.has(key));
  const foreign =
    fhirClientId !== undefined &&
    request.fhirAuthorization !== undefined &&
    mapIn(request.fhirAuthorization)?.subject !== fhirClientId;
  if (!unasked && !foreign && !mayHoldMore(text)) return text;
  const root = rootOf(text)!;
  const gone = new Set<Child>();
  const edits: Edit[] = [];
  for (const member of membersNamed(root, 'prefetch')) {
    const part = partAt(text, member.valueAt);
    if (part?.kind !== 'object') continue;
    const isUnasked = ({ name }: Child) => !prefetch.has(name);
    // An empty prefetch would be none that the specification knows.
    if (part.children.length > 0 && part.children.every(isUnasked)) gone.add(member);
    else edits.push(...without(part, isUnasked));
  }
  if (fhirClientId !== undefined)
    for (const member of membersNamed(root, 'fhirAuthorization'))
      if (subjectOf(text, member) !== fhirClientId) gone.add(member);
  return edited(text, [...edits, ...without(root, (member) => gone.has(member))]);
}

/** Of a member that stands twice JSON.parse shows the last, and another reader may see the first. */
function mayHoldMore(text: string): boolean {
  return isTwice(text, '"prefetch"') || isTwice(text, '"fhirAuthorization"') || LETTER_ESCAPED.test(text);
}

/** A name may be spelt with escapes too; nobody who means well writes a plain letter so. */
const LETTER_ESCAPED = /\\u00[4-7]/i;

function isTwice(text: string, name: string): boolean {
  const first = text.indexOf(name);
  return first >= 0 && text.indexOf(name, first + name.length) >= 0;
}

/** The subject of an authorization; undefined where it is none, or says several. */
function subjectOf(text: string, member: Child): unknown {
  const part = partAt(text, member.valueAt);
  const [subject, ...more] = membersNamed(part, 'subject');
  return subject && more.length === 0 ? JSON.parse(text.slice(subject.valueAt, subject.end)) : undefined;
}
