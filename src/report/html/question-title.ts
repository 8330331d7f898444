import type { QuestionResult } from '../../result.js';
import { articleOf } from '../../wording/articles.js';
import { html, type Markup, raw } from '../../wording/html-tag.js';
import { humanised } from '../naming.js';

/** The name by which the ledger calls it, and what it asks. */
export const questionTitle = ({ id, asks }: QuestionResult, level: 'h3' | 'h4'): Markup =>
  html`${raw(`<${level}>`)}<span class="name">${humanised(id)}.</span> ${asks}${raw(`</${level}>`)}`;

export const sourceOf = ({ article, section, principles }: QuestionResult): Markup =>
  html`<p class="note">Asked by “${articleOf(article)}”, section “${section}”.${
    principles.length > 0 && ` Principles: ${principles.join(', ')}.`
  }</p>`;
