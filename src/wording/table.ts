import { type Child, html, type Markup } from './html-tag.js';

export interface Table {
  /** Unique on the page. */
  id: string;
  caption: Child;
  columns: { title: Child; number?: boolean }[];
  /** The first cell of a row is its header. */
  rows: Child[][];
  /** The heading above says the same: the caption is then for those who listen. */
  quietCaption?: boolean;
}

const flush = (number: boolean | undefined): Markup | null => (number ? html` class="number"` : null);

/** A table that scrolls by itself where the page is narrow. */
export const table = ({ id, caption, columns, rows, quietCaption }: Table): Markup => html`
<div class="scroll" role="group" tabindex="0" aria-labelledby="${id}-caption">
<table>
<caption id="${id}-caption"${quietCaption && html` class="unseen"`}>${caption}</caption>
<thead><tr>${columns.map(({ title, number }) => html`<th scope="col"${flush(number)}>${title}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([first, ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map(
    (cell, at) => html`<td${flush(columns[at + 1]?.number)}>${cell}</td>`,
  )}</tr>
`,
)}</tbody>
</table>
</div>`;
