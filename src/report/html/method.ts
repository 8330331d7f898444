import type { AuditResult } from '../../result.js';
import { html, type Markup } from '../../wording/html-tag.js';

/** How to read the figures, for those who will be asked about them. */
export const method = ({ inputs, generator }: AuditResult): Markup => html`
<dl class="method">
<dt>Logged actions are not clicks</dt>
<dd>An audit log records accesses. A logged action is one row of it; one click may write many rows, or none. Clicks are shown only where the screens themselves counted them.</dd>
<dt>Active time</dt>
<dd>The gap between two logged actions of one person counts as work when it is at most five minutes, else not at all. Figures of vendors use other cutoffs and cannot be compared with these.</dd>
<dt>Intervals</dt>
<dd>Encounters of one clinician resemble each other. The 95% interval therefore leaves out one clinician at a time (a cluster jackknife); medians use a cluster bootstrap. Rows are never treated as independent.</dd>
<dt>Verdicts</dt>
<dd>A rule passes or fails only where the whole interval lies on one side of its threshold. Everything else is “cannot tell”. There is no total that adds verdicts up.</dd>
<dt>Small numbers</dt>
<dd>Groups of 1 to 10 patients or encounters, or of too few clinicians, are suppressed, and so is the next smallest where it could be worked out from a total. Fewer than 30 units are marked “n under 30”.</dd>
<dt>People</dt>
<dd>No figure is about one person. A high override rate speaks of the alert, not of the clinicians who saw it.</dd>
<dt>Thresholds</dt>
<dd>Most of these measures have no published norm. Every finding names where its threshold comes from; one without an outside benchmark is a place to start, to be replaced by the site’s own.</dd>
<dt>Made with</dt>
<dd>${generator.name} ${generator.version}${Object.entries(inputs).map(
  ([name, hash]) => html`<br>${name} <code>${hash}</code>`,
)}</dd>
</dl>`;
