import type { Narrative } from 'fhir/r4.js';
import type { Finding } from '../../result.js';
import { html, type Markup } from '../../wording/html-tag.js';
import { reasonTitles } from '../../wording/reasons.js';
import { wordOf } from '../../wording/statuses.js';
import type { Naming } from '../naming.js';

/** XHTML, of elements without attributes only (R4, 2.4.0.2). */
export const narrative = (body: Markup): Narrative => ({
  status: 'generated',
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${body}</div>`,
});

/** What a reader must see who sees nothing else: the verdict of each cell, and why. */
export const verdictList = (findings: Finding[], say: Naming): Markup =>
  html`<ul>${findings.map(
    (finding) =>
      html`<li><b>${wordOf(finding.status)}</b>: ${say.group(finding.by)}. ${becauseOf(finding)}${finding.why}</li>`,
  )}</ul>`;

const becauseOf = ({ reason }: Finding): string => (reason ? `${reasonTitles[reason]}. ` : '');
