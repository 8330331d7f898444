import { type Child, html, type Markup } from '../../wording/html-tag.js';

export interface Part {
  id: string;
  title: string;
  body: Child;
}

export const section = ({ id, title, body }: Part): Markup => html`
<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${title}</h2>
${body}
</section>`;

export const contents = (parts: Part[]): Markup => html`
<nav aria-label="Contents"><ul>
${parts.map(
  ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>
`,
)}</ul></nav>`;
