import { gzipSync } from 'node:zlib';
import { bytesOf, type Ways } from './fault.js';
import { JSON_TYPE, whole } from './sending.js';

/** Packed for a caller that asked for identity, or for nothing. */
export const compressed: Ways = {
  gzip: ({ json }) => whole(gzipSync(bytesOf(json)), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
  /** Says that it is packed, and is not. */
  'gzip-not': ({ json }) => whole(bytesOf(json), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
};
