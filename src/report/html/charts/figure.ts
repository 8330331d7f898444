import { type Child, html, type Markup } from '../../../wording/html-tag.js';
import { type Table, table } from '../../../wording/table.js';

interface Figure {
  title: string;
  svg: Markup;
  note: Child;
  table: Table;
}

/** A chart, its name, and beside it what it draws as a table. */
export const figureOf = ({ title, svg, note, table: data }: Figure): Markup => html`
<figure class="chart">
<figcaption>${title}</figcaption>
${svg}
${note && html`<p class="note">${note}</p>`}
<details class="data"><summary>The same as a table</summary>
${table(data)}
</details>
</figure>`;
