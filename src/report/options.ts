import type { AuditResult } from '../result.js';

export interface ReportOptions {
  /** Terminal colours, in `text` only; off unless asked for. */
  color?: boolean | undefined;
}

export interface ReportFormat {
  contentType: string;
  /** A promise where drawing needs libraries that are loaded only then. */
  format: (result: AuditResult, options?: ReportOptions) => string | Promise<string>;
}
