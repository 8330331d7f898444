import { any, closed, open, type Schema, text, type Version } from './parts.js';

const templates: Schema = { type: 'object', minProperties: 1, additionalProperties: text };
const required = { hook: text, description: text, id: text };

/** 1.0 "Discovery / Response". */
const service10 = closed(required, { title: text, prefetch: templates });

/** 2.0 "Discovery / Response"; `usageRequirements` is on the pages of 2.0.1, not in the community's draft. */
const service20 = closed(required, { title: text, prefetch: templates, usageRequirements: text });

/** 3.0-ballot "Discovery / Response": `version` names the specification, `hookVersion` the hook's. */
const service30 = closed(required, {
  title: text,
  prefetch: templates,
  usageRequirements: text,
  version: text,
  hookVersion: text,
});

/** Before 1.0 "Discovery": a service had a `name`, later a `title`. */
const service1x = open(required, { name: text, title: text, prefetch: templates });

/** A server that hosts none answers with an empty array (2.0 and 3.0 "Discovery / Response"). */
const list = (service: Schema) => closed({ services: any(service) });

export const DISCOVERY: Record<Version, Schema> = {
  '1.x': open({ services: any(service1x) }),
  '1.0': list(service10),
  '2.0': list(service20),
  '3.0': list(service30),
};
