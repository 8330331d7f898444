import { json } from './json.js';
import type { ReportFormat } from './options.js';
import { text } from './text.js';

export type { ReportFormat, ReportOptions } from './options.js';

export type FormatName = 'text' | 'json' | 'csv' | 'html';

/** Every way to print a result. CSV and HTML bring libraries, which the other two do not wait for. */
export const formats: Record<FormatName, ReportFormat> = {
  text: { contentType: 'text/plain; charset=utf-8', format: text },
  json: { contentType: 'application/json; charset=utf-8', format: json },
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    format: async (result) => (await import('./csv.js')).csv(result),
  },
  html: {
    contentType: 'text/html; charset=utf-8',
    format: async (result) => (await import('./html.js')).html(result),
  },
};
