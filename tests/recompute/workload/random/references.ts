import type { Cells } from '../../random/cells.js';

/** What a store writes as `Practitioner?identifier=system|value`, as FHIR refers to it. */
export function actorOf(form: string): object {
  const identifier = /^(\w+)\?identifier=([^|]*)\|(.*)$/.exec(form);
  if (!identifier) return { reference: form };
  const [, type, system, value] = identifier;
  return { type, identifier: { system, value } };
}

/** On another server a bare reference would mean that server's own person. */
export function inFull(row: Cells): Cells {
  const full = (id: string | undefined) =>
    id && !id.includes('?') && !id.includes('://') ? `https://ehr.example.org/fhir/${id}` : (id ?? '');
  return { ...row, user_id: full(row.user_id), patient_id: full(row.patient_id) };
}
