export type SearchParams = Record<string, string | number | boolean | Array<string | number | boolean>>;

/** These say how to answer, not what to find. */
const HOW = new Set(['_format', '_pretty', '_count', '_total', '_summary', '_elements']);

/**
 * What was asked and is not in the self link (FHIR R4 3.1.1.5: the server SHALL return there what it used). A server may
 * ignore a parameter silently, and a patient's list without its patient would be another list. No self link confirms nothing.
 */
export function ignoredParams(asked: SearchParams, selfLink: string | undefined): string[] {
  const used = new Map<string, number>();
  const query = selfLink?.includes('?') ? selfLink.slice(selfLink.indexOf('?') + 1) : '';
  for (const [name] of new URLSearchParams(query)) {
    const plain = withoutModifier(name);
    used.set(plain, (used.get(plain) ?? 0) + 1);
  }
  return Object.entries(asked)
    .filter(([name]) => !HOW.has(name))
    .filter(([name, value]) => {
      const times = Array.isArray(value) ? value.length : 1;
      return (used.get(withoutModifier(name)) ?? 0) < times;
    })
    .map(([name]) => name);
}

/** Servers write `patient` back as `patient:Patient`. */
function withoutModifier(name: string): string {
  return name.split(':', 1)[0]!;
}
