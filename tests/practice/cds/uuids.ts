import { createHash, randomUUID } from 'node:crypto';

/**
 * `static`: the same uuid for the same card every time, as services do that write their cards down once. `missing`: cards
 * have none, which CDS Hooks allows.
 */
export type UuidPolicy = 'fresh' | 'static' | 'missing';

export interface Uuids {
  /** To be spread into a card. */
  card(name: string): { uuid?: string };
  suggestion(name: string): string;
}

export function uuids(policy: UuidPolicy): Uuids {
  const of = policy === 'static' ? written : () => randomUUID();
  return {
    card: (name) => (policy === 'missing' ? {} : { uuid: of(`card ${name}`) }),
    suggestion: (name) => of(`suggestion ${name}`),
  };
}

/** A uuid of version 8 (RFC 9562, section 5.8) that hangs on the name alone. */
export function written(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
