import type { AuditResult, Status } from '../result.js';
import { articleOf } from '../wording/articles.js';
import { day } from '../wording/days.js';
import { bdi, html, type Markup } from '../wording/html-tag.js';
import { byAsked, inAllOf, notAsked, questionsOfTools, verdictOf } from '../wording/ledger.js';
import { count, percent } from '../wording/numbers.js';
import { worstFirst } from '../wording/statuses.js';
import { table } from '../wording/table.js';
import { badge } from './badge.js';
import { documentOf } from './document.js';
import { safeHref } from './safe-href.js';
import { section } from './section.js';
import { humanised, some } from './words.js';

const questions = ({ questions: asked }: AuditResult): Markup =>
  asked.length > 0
    ? html`<ul class="asked">${worstFirst(asked.filter(({ notMeasurable }) => !notMeasurable)).map(
        (each) => html`<li>${badge(each.status)} <strong>${humanised(each.id)}.</strong> ${each.asks}
<span class="soft">${each.judged} of ${some(each.rules, 'rule')} could be judged. Asked by “${articleOf(each.article)}”, section “${each.section}”.</span></li>
`,
      )}${asked.map(
        ({ id, asks, notMeasurable }) =>
          notMeasurable &&
          html`<li><span class="soft">○ not measurable</span> <strong>${humanised(id)}.</strong> ${asks}
<span class="soft">${notMeasurable.why} To collect: ${notMeasurable.collect}</span></li>
`,
      )}</ul>`
    : html`<p>No question could be put to what was read.</p>`;

const ledger = ({ tools, questions: all }: AuditResult): Markup => {
  if (tools.length === 0) return html`<p>No tool was found in what was read.</p>`;
  const { asked, unasked } = byAsked(tools);
  const { across, ofSite } = questionsOfTools(all, tools);
  const cell = (status: Status | undefined) =>
    status ? badge(status) : html`<span class="soft">${notAsked}</span>`;
  return html`${
    asked.length > 0 &&
    table({
      id: 'ledger-table',
      caption: 'Each tool against each question',
      columns: [
        { title: 'Tool' },
        { title: 'In all' },
        ...across.map(({ id }) => ({ title: humanised(id) })),
      ],
      rows: asked.map((tool) => [
        bdi(tool.title),
        inAllOf(tool),
        ...across.map(({ id }) => cell(verdictOf(tool, id))),
      ]),
    })
  }
${ofSite.length > 0 && html`<p>No finding about a single tool: ${ofSite.map(({ id }) => humanised(id)).join(', ')}.</p>`}
${unasked.length > 0 && html`<p>No rule looks at: ${unasked.map(({ title }, at) => html`${at > 0 && ', '}${bdi(title)}`)}.</p>`}
<p class="note">“In all” is what the filter of the rules file says; it is neither a sum nor a grade. What needs attention comes first; people are never listed.</p>`;
};

const coverage = ({ coverage: read }: AuditResult): Markup => html`
<ul><li>${some(read.encounters, 'encounter')} and ${some(read.clinicianEvents, 'logged action')} of clinicians were measured.</li>
${
  read.unmappedShare !== null &&
  html`<li>${percent(read.unmappedShare)} of the clinicians’ logged actions belong to no tool in tools.yaml${
    read.unmappedShare > 0.2 && '; above 20% no tool is judged'
  }.</li>
`
}${read.feeds.map(
  (feed) =>
    html`<li>Feed ${bdi(feed.feed)}: ${count(feed.kept)} of ${some(feed.read, 'row')} kept, ${feed.from && feed.to ? `${day(feed.from)} to ${day(feed.to)}` : 'not dated'}${!feed.counted && '; not counted, another feed records the same acts'}.</li>
`,
)}${read.missing.map(
  ({ table: name, why, how }) => html`<li>Missing <code>${name}</code>: ${why.replace(/\.$/, '')}. ${how}</li>
`,
)}${read.notices.map(
  (notice) => html`<li>${notice}</li>
`,
)}</ul>`;

const period = ({ period: { from, to, timeZone } }: AuditResult): string =>
  from === null && to === null
    ? 'no dated rows were read'
    : `${from ? day(from) : 'the first row'} to ${to ? day(to) : 'the last row'} (${timeZone ?? 'no time zone given'})`;

const sum = (all: number[]): number => all.reduce((total, n) => total + n, 0);

const judged = ({ questions: asked }: AuditResult): string =>
  `${sum(asked.map((each) => each.judged))} of ${some(sum(asked.map(({ rules }) => rules)), 'rule')}`;

/** The whole site on one short page, for the informatics team. */
export interface OverviewOptions {
  stylePath: string;
  /** Other pages of the team's. */
  links?: { href: string; label: string }[];
}

export const overviewPage = (result: AuditResult, { stylePath, links = [] }: OverviewOptions): string =>
  documentOf({
    title: 'The site at a glance – Mission Audit',
    stylePath,
    skips: [{ to: 'main', label: 'Skip to the ledger' }],
    header: html`${result.internal && html`<p class="internal"><strong>Internal, not for publication.</strong> Groups smaller than usual are shown.</p>`}
<p class="eyebrow">Mission Audit</p><h1>The site at a glance</h1>
<p class="lede">Is the mission of medicine being served by these tools, or buried under them?</p>
<p class="encounter">Period: ${period(result)}. ${judged(result)} could be judged.</p>
${links.map(({ href, label }) => safeHref(href) !== null && html`<p><a href="${href}">${label}</a></p>`)}`,
    main: html`<div class="wide">
${section({ id: 'tools', title: 'The ledger', body: ledger(result) })}
${section({ id: 'questions', title: 'The questions', body: questions(result) })}
${section({ id: 'coverage', title: 'What was read', body: coverage(result) })}
</div>`,
  });
