import type { ChartAlerts, ChartView } from '../../chart-view.js';
import { bdi, html, type Markup } from '../../wording/html-tag.js';
import { count } from '../../wording/numbers.js';
import { sign } from '../draw.js';
import { longTable } from '../long-table.js';
import { section } from '../section.js';
import { some } from '../words.js';
import { sourceMark } from './figures.js';

type Row = ChartAlerts['rows'][number];

const stops = new Map<Row['interruptive'], string>([
  ['true', 'interrupts'],
  ['false', 'does not interrupt'],
  ['unknown', 'not known if it interrupts'],
]);

const name = ({ title, tool, interruptive, reasons }: Row): Markup =>
  html`${bdi(title)} <span class="soft under">${bdi(tool)}, ${stops.get(interruptive) ?? stops.get('unknown')}</span>${reasons.map(reason)}`;

const reason = ({ title, principle, n }: Row['reasons'][number]): Markup =>
  html` <span class="soft under">overridden: ${bdi(title)}${n > 1 && html` (${count(n)} times)`}${principle && html`; ${principle}`}</span>`;

const rows = (all: Row[]): Markup =>
  longTable(
    {
      id: 'alerts-table',
      caption: 'Alerts by kind and answer',
      quietCaption: true,
      columns: [
        { title: 'Alert' },
        { title: html`${sign('accepted')} accepted`, number: true },
        { title: html`${sign('overridden')} overridden`, number: true },
        { title: html`${sign('unanswered')} unanswered`, number: true },
      ],
      rows: all.map((row) => [name(row), ...[row.accepted, row.overridden, row.unanswered].map(count)]),
    },
    5,
    'kinds of alert',
  );

const total = ({ total: n, cannotTell, source }: ChartAlerts): Markup => {
  if (n === null) return html`<p><strong>Cannot tell.</strong> ${cannotTell}</p>`;
  if (n === 0) return html`<p>No alert came up. ${sourceMark(source)}</p>`;
  return html`<p class="sum">${some(n, 'alert')} came up. ${sourceMark(source)}</p>`;
};

export const alerts = ({ alerts: given }: ChartView): Markup =>
  section({
    id: 'alerts',
    title: 'Alerts',
    body: html`${total(given)}${given.rows.length > 0 && rows(given.rows)}`,
  });
