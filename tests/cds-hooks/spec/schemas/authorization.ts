import { closed, id, type Schema, text, type Version } from './parts.js';

/** 1.0, 2.0 and 3.0-ballot "Passing the Access Token to the CDS Service". */
const required = {
  access_token: text,
  token_type: { type: 'string', const: 'Bearer' },
  expires_in: { type: 'integer', minimum: 0 },
  scope: text,
  subject: text,
};

/**
 * `patient` comes with `patient/` scopes, and only SHOULD be there, so its absence is no fault. It is on the pages
 * of 2.0.1 and 3.0, not in the community's draft of 2.0.
 */
const withPatient = closed(required, { patient: id });

export const AUTHORIZATION: Record<Version, Schema> = {
  '1.x': { type: 'object' },
  '1.0': closed(required),
  '2.0': withPatient,
  '3.0': withPatient,
};
