import type { ChartTool, ChartView } from '../../chart-view.js';
import { bdi, type Child, html, type Markup } from '../../wording/html-tag.js';
import { count } from '../../wording/numbers.js';
import { longTable } from '../long-table.js';
import { section } from '../section.js';
import { humanised } from '../words.js';

const known = (value: number | null, say: (n: number) => string = count): Child =>
  value === null ? html`<span class="unknown">cannot tell</span>` : say(value);

const tenth = (minutes: number): string => count(Math.round(minutes * 10) / 10);

const back = ({ cameBack }: ChartTool): Child =>
  cameBack.length > 0
    ? html`<ul class="back">${cameBack.map((each) => html`<li>${bdi(each)}</li>`)}</ul>`
    : html`<span class="soft">nothing recorded</span>`;

const rows = (all: ChartTool[]): Markup => html`${longTable(
  {
    id: 'tools-table',
    caption: 'What each tool took, and what came back',
    quietCaption: true,
    columns: [
      { title: 'Tool' },
      { title: 'Logged actions', number: true },
      { title: 'Minutes', number: true },
      { title: 'Alerts', number: true },
      { title: 'What came back' },
    ],
    rows: all.map((tool) => [
      html`${bdi(tool.title)} <span class="soft under">${bdi(humanised(tool.category).toLowerCase())}</span>`,
      known(tool.actions),
      known(tool.minutes, tenth),
      known(tool.alerts),
      back(tool),
    ]),
  },
  6,
  'tools',
)}
<p class="note">Some tools log more rows for the same work: they are not set against each other.</p>`;

export const tools = ({ tools: all }: ChartView): Markup =>
  section({
    id: 'tools',
    title: 'Tool by tool',
    body: all.length > 0 ? rows(all) : html`<p>No tool is known to have been used.</p>`,
  });
