import type { ChartConcerns, ChartView } from '../../chart-view.js';
import { bdi, html, type Markup } from '../../wording/html-tag.js';
import { safeHref } from '../safe-href.js';
import { section } from '../section.js';

interface About {
  kind: 'tool' | 'alert';
  key: string;
  title: string;
  /** Unique on the page. */
  id: string;
}

/** What is mapped to no tool has no name by which a concern could be about it. */
const toolsOf = ({ tools }: ChartView): About[] =>
  tools
    .filter(({ tool }) => tool !== '')
    .map(({ tool, title }, at) => ({ kind: 'tool', key: tool, title, id: `concern-tool-${at + 1}` }));

const alertsOf = ({ alerts }: ChartView): About[] =>
  alerts.rows.map(({ key, title }, at) => ({ kind: 'alert', key, title, id: `concern-alert-${at + 1}` }));

/** One tap sends it. Words and a name are there for those who want to give them, behind a fold of their own. */
const form =
  (action: string, token: string) =>
  ({ kind, key, title, id }: About): Markup =>
    html`
<li><form method="post" action="${action}">
<input type="hidden" name="token" value="${token}"><input type="hidden" name="${kind}" value="${key}">
<button type="submit" aria-label="I’m concerned about the ${kind} ${title}">${bdi(title)}</button>
<details><summary aria-label="Add words about ${title}">Add words</summary>
<label for="${id}-words">In a sentence, if you like</label>
<textarea id="${id}-words" name="words" maxlength="500" rows="3"></textarea>
<label class="check"><input type="checkbox" name="sign" value="yes"> Sign with my name</label>
<button type="submit" aria-label="Send with these words about ${title}">Send with these words</button>
</details></form></li>`;

const open = 5;

/** The first few lie open, the rest is folded. */
const group = (title: string, items: Markup[]): Markup | null => {
  if (items.length === 0) return null;
  const rest = items.length > open + 1 ? items.slice(open) : [];
  return html`<h3>${title}</h3>
<ul class="concerns">${items.slice(0, items.length - rest.length)}
</ul>${
    rest.length > 0 &&
    html`
<details class="folded"><summary>${rest.length} more</summary><ul class="concerns">${rest}
</ul></details>`
  }`;
};

const forms = (view: ChartView, path: string): Markup | null => {
  const action = safeHref(path);
  if (!action) return null;
  const each = form(action, view.concerns.token);
  const [tools, alerts] = [toolsOf(view), alertsOf(view)];
  if (tools.length + alerts.length === 0) return null;
  return html`${group('About a tool', tools.map(each))}
${group('About an alert', alerts.map(each))}`;
};

const raised = ({ raised: all }: ChartConcerns): Markup | null =>
  all.length > 0
    ? html`
<h3>Raised so far</h3>
<ul class="raised">${all.map(
        ({ at, about, words, answer }) => html`
<li><p><strong>${bdi(about)}</strong> <span class="soft">${at}</span>${words && html`<br>${bdi(words)}`}</p>
<p class="answer">${answer === null ? 'Not answered yet.' : html`<span class="soft">Answer:</span> ${bdi(answer)}`}</p></li>`,
      )}
</ul>`
    : null;

const thanks = html`<p class="thanks" role="status">Thank you. Your concern is stored, and the answer will come back here.</p>`;

/** The article's own words: “one of the most mission-aligned phrases in healthcare”. */
export const concern = (view: ChartView, path: string): Markup => {
  const offered = forms(view, path);
  return section({
    id: 'concern',
    title: 'I’m concerned',
    body: html`${view.concerns.justStored && thanks}
${
  offered
    ? html`<div class="offer"><p class="note">One tap sends it. The informatics team sees week, tool and words; your name only if you sign.</p>
${offered}</div>`
    : html`<p class="offer">As soon as a tool or an alert is known here, you can raise a concern about it with one tap.</p>`
}${raised(view.concerns)}`,
  });
};
