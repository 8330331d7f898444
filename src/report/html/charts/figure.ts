import { type Child, html, type Markup } from '../../../wording/html-tag.js';
import { type Table, table } from '../../../wording/table.js';

interface Figure {
  title: string;
  svg: Markup;
  note: Child;
  /** Left out where a table beside it says the same. */
  table?: Table;
}

/** A chart and its name; what it draws stands beside it as a table. */
export const figureOf = ({ title, svg, note, table: data }: Figure): Markup => html`
<figure class="chart">
<figcaption>${title}</figcaption>
${svg}
${note && html`<p class="note">${note}</p>`}
${
  data &&
  html`<details class="data"><summary>The same as a table</summary>
${table(data)}
</details>
`
}</figure>`;
