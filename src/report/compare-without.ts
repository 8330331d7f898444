import type { WithoutResult } from '../without-result.js';
import { withoutJson } from './compare-without-json.js';
import { withoutText } from './compare-without-text.js';

/** Every way to print what `compare --without` found. */
export const withoutFormats: Record<'text' | 'json', (result: WithoutResult) => string> = {
  text: withoutText,
  json: withoutJson,
};
