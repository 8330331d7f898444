import { open, type Schema, some, text, url, type Version } from './parts.js';

/** "JWT Signing Algorithm", all versions: neither `none` nor anything symmetric. */
const alg: Schema = { type: 'string', pattern: '^(?![Nn][Oo][Nn][Ee]$|[Hh][Ss]\\d+$).+$' };

/** "Trusting CDS Clients", the same two tables in 1.0, 2.0 and 3.0-ballot. RFC 7519 leaves further claims open. */
const jwt: Schema = {
  type: 'object',
  required: ['header', 'payload'],
  properties: {
    header: open({ alg, kid: text, typ: { type: 'string', const: 'JWT' } }, { jku: url }),
    payload: open(
      {
        iss: url,
        aud: { anyOf: [text, some(text)], description: 'is neither a string nor a list of strings' },
        exp: { type: 'integer' },
        iat: { type: 'number' },
        jti: text,
      },
      { tenant: text },
    ),
  },
  additionalProperties: false,
};

export const JWT: Record<Version, Schema> = { '1.x': jwt, '1.0': jwt, '2.0': jwt, '3.0': jwt };
