import { type Child, html, type Markup } from '../wording/html-tag.js';

export interface Part {
  id: string;
  title: string;
  body: Child;
  /** The layout says it; the heading is for those who listen. */
  quietTitle?: boolean;
}

export const section = ({ id, title, body, quietTitle }: Part): Markup => html`
<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading"${quietTitle && html` class="unseen"`}>${title}</h2>
${body}
</section>`;
