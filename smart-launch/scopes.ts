const SCOPE = /^(?:patient|user|system)\/(\*|[A-Z][A-Za-z]*)\.(read|write|\*|c?r?u?d?s?)(?:\?.*)?$/;

/** The scopes of a token answer or a configuration, as a list. */
export function scopeList(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

/**
 * Whether the scopes let us read (or search) a type, in v1 (`patient/Encounter.read`) or v2 syntax (`user/Encounter.rs`);
 * SMART App Launch 2.2, "Scopes for requesting FHIR Resources". A scope with a query (`…?category=…`) counts: part is readable.
 */
export function grants(scopes: readonly string[], type: string, act: 'read' | 'search'): boolean {
  return scopes.some((scope) => {
    const [, on, may] = SCOPE.exec(scope) ?? [];
    if (!may || (on !== '*' && on !== type)) return false;
    if (may === 'read' || may === '*') return true;
    return may !== 'write' && may.includes(act === 'read' ? 'r' : 's');
  });
}

/** `launch` asks for the context of this very launch: an EHR launch needs it, a standalone one has none. */
export function scopesToAsk(scopes: string, standalone: boolean): string {
  const others = scopeList(scopes).filter((scope) => scope !== 'launch');
  return (standalone ? others : ['launch', ...others]).join(' ');
}
