import { closed, flag, oneOf, type Schema, text, url } from './parts.js';

const required = { label: text, url, type: oneOf('absolute', 'smart') };

/** "Link", all versions: `appContext` is not valid for an absolute link. */
const onlySmart: Schema = {
  if: { type: 'object', required: ['type'], properties: { type: { const: 'absolute' } } },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's keyword
  then: { type: 'object', properties: { appContext: false } },
};

/** 1.0 "Link". */
const link10 = { ...closed(required, { appContext: text }), ...onlySmart };

/** 3.0-ballot "Link": `autolaunchable`, also on the pages of 2.0.1 and not in the community's draft of 2.0. */
const link20 = { ...closed(required, { appContext: text, autolaunchable: flag }), ...onlySmart };

export const LINK = { '1.0': link10, '2.0': link20, '3.0': link20 };
