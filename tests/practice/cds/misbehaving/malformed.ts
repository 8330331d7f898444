import { bytesOf, type Ways } from './fault.js';
import { whole } from './sending.js';

/** All of it arrives, and it is no JSON. */
export const malformed: Ways = {
  'cut-off': ({ json, random }) => {
    const bytes = bytesOf(json);
    return whole(bytes.subarray(0, random.int(1, bytes.length - 1)));
  },
  trailing: ({ json }) => whole(Buffer.concat([bytesOf(json), Buffer.from('\n<!-- served by node 7 -->')])),
  'not-utf8': ({ json }) => {
    const text = JSON.stringify(json).replace('"', '"\u00ff');
    return whole(Buffer.from(text, 'latin1'));
  },
  bom: ({ json }) => whole(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytesOf(json)])),
  empty: () => whole(Buffer.alloc(0)),
};
