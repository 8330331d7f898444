import { bytesOf, type Ways } from './fault.js';
import { whole } from './sending.js';

export const slow: Ways = {
  start: ({ json, delayMs }) => ({ ...whole(bytesOf(json)), delay: { ms: delayMs, at: 'start' } }),
  /** The head and half of the body come at once: a time limit on the head alone is none. */
  middle: ({ json, delayMs }) => ({ ...whole(bytesOf(json)), delay: { ms: delayMs, at: 'middle' } }),
};
