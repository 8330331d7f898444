import { bdi, html, type Markup } from '../wording/html-tag.js';
import { documentOf } from './document.js';
import { safeHref } from './safe-href.js';
import { section } from './section.js';

export interface ListedConcern {
  id: string;
  /** "2026-W48": never the hour. */
  week: string;
  about: string;
  words: string;
  /** The name, only of those who signed. */
  signed: string;
  answer: string | null;
}

interface Options {
  stylePath: string;
  /** Where an answer is sent. */
  action: string;
  back: string;
  token: string;
}

const form = ({ id, about }: ListedConcern, { action, token }: Options, at: number): Markup | null =>
  safeHref(action) === null
    ? null
    : html`
<form method="post" action="${action}">
<input type="hidden" name="token" value="${token}"><input type="hidden" name="concern" value="${id}">
<label for="answer-${at + 1}">Answer to the concern about ${bdi(about)}</label>
<textarea id="answer-${at + 1}" name="words" maxlength="500" rows="3" required></textarea>
<button type="submit">Send the answer</button>
</form>`;

const item = (one: ListedConcern, options: Options, at: number): Markup => html`
<li><p><strong>${bdi(one.about)}</strong> <span class="soft">week ${one.week}${one.signed && html`, signed by ${bdi(one.signed)}`}</span>${one.words && html`<br>${bdi(one.words)}`}</p>
${one.answer === null ? form(one, options, at) : html`<p class="answer"><span class="soft">Answer:</span> ${bdi(one.answer)}</p>`}</li>`;

/** What clinicians were concerned about: week, tool and words; who, only of those who signed. */
export const concernsPage = (concerns: ListedConcern[], options: Options): string =>
  documentOf({
    title: 'Concerns raised – Mission Audit',
    stylePath: options.stylePath,
    skips: [{ to: 'main', label: 'Skip to the concerns' }],
    header: html`<p class="eyebrow">Mission Audit</p><h1>Concerns raised</h1>`,
    main: section({
      id: 'concerns',
      title: 'From the people who work with the tools',
      body: html`<p class="note">An answer goes back to the page of the person who raised it. <a href="${options.back}">The site’s overview</a></p>
${
  concerns.length > 0
    ? html`<ul class="raised">${concerns.map((one, at) => item(one, options, at))}
</ul>`
    : html`<p>Nobody has raised a concern yet.</p>`
}`,
    }),
  });
