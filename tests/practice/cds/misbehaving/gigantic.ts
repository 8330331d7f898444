import type { Ways } from './fault.js';
import { JSON_TYPE } from './sending.js';

/** Made once a size: a book of a hundred such answers holds the bytes once. */
const made = new Map<number, Buffer>();

/** Sound JSON of one card that has far too much to say, in pieces and without a length. */
export const gigantic: Ways = {
  detail: ({ giganticBytes }) => ({
    status: 200,
    headers: { ...JSON_TYPE },
    body: ofSize(giganticBytes),
    end: 'whole',
  }),
};

function ofSize(bytes: number): Buffer {
  const known = made.get(bytes);
  if (known) return known;
  const [before, after] = JSON.stringify({
    cards: [
      {
        uuid: '00000000-0000-4000-8000-000000000000',
        summary: 'A long card',
        indicator: 'info',
        source: { label: 'A service that misbehaves' },
        detail: '|',
      },
    ],
  }).split('|') as [string, string];
  const body = Buffer.alloc(bytes, 'long ');
  body.write(before, 0);
  body.write(after, bytes - after.length);
  made.set(bytes, body);
  return body;
}
