import { html, type Markup } from '../wording/html-tag.js';
import { type Table, table } from '../wording/table.js';

/** The first rows lie open, the rest is folded. */
export const longTable = (given: Table, open: number, what: string): Markup => {
  const rest = given.rows.slice(open);
  if (rest.length <= 1) return table(given);
  return html`${table({ ...given, rows: given.rows.slice(0, open) })}
<details class="folded"><summary>${rest.length} more ${what}</summary>
${table({ ...given, id: `${given.id}-more`, caption: html`${given.caption}, continued`, rows: rest })}
</details>`;
};
