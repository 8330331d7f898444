import { json } from './json.js';
import type { ReportFormat } from './options.js';
import { text } from './text.js';

export type { ReportFormat, ReportOptions } from './options.js';

export type FormatName = 'text' | 'json' | 'csv' | 'html' | 'fhir';

/** Every way to print a result. What brings libraries of its own is loaded only when it is asked for. */
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
  fhir: {
    contentType: 'application/fhir+json; charset=utf-8',
    format: async (result) => (await import('./fhir.js')).fhir(result),
  },
};
