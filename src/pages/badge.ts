import type { Status } from '../result.js';
import { html, type Markup } from '../wording/html-tag.js';
import { badgeOf, toneOf } from '../wording/statuses.js';

/** Mark and word; the colour only repeats them. */
export const badge = (status: Status): Markup =>
  html`<span class="badge ${toneOf(status)}">${badgeOf(status)}</span>`;
