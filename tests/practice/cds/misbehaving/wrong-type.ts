import { bytesOf, type Ways } from './fault.js';
import { whole } from './sending.js';

/** The JSON is sound; what is said about it is not. */
export const wrongType: Ways = {
  html: ({ json }) => whole(bytesOf(json), { 'content-type': 'text/html' }),
  charset: ({ json }) => whole(bytesOf(json), { 'content-type': 'Application/JSON ;charset="UTF-8"' }),
  'other-charset': ({ json }) => whole(bytesOf(json), { 'content-type': 'application/json; charset=utf-16' }),
  fhir: ({ json }) => whole(bytesOf(json), { 'content-type': 'application/fhir+json' }),
  none: ({ json }) => whole(bytesOf(json), {}),
};
