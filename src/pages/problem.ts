import { html, type Markup } from '../wording/html-tag.js';
import { documentOf } from './document.js';
import { safeHref } from './safe-href.js';

export interface Problem {
  title: string;
  /** What happened and what to do next, in plain words. */
  detail: string;
  /** The stable code that docs/errors.md explains. */
  code: string;
  actions: { href: string; label: string; ownTab?: boolean }[];
}

/** An address that a browser might run is no link. */
const action = ({ href, label, ownTab }: Problem['actions'][number]): Markup | null =>
  safeHref(href) === null
    ? null
    : html`<li><a href="${href}"${ownTab && html` target="_blank" rel="noopener"`}>${label}${ownTab && ' (opens in its own tab)'}</a></li>
`;

/** Something went wrong: what, and the next step. Never data of a patient. */
export const problemPage = (
  { title, detail, code, actions }: Problem,
  { stylePath }: { stylePath: string },
): string => {
  const links = actions.map(action).filter((link) => link !== null);
  return documentOf({
    title: `${title} – Mission Audit`,
    stylePath,
    skips: [],
    header: html`<p class="eyebrow">Mission Audit</p><h1>${title}</h1>`,
    main: html`<p class="detail">${detail}</p>
${links.length > 0 && html`<ul class="actions">${links}</ul>`}
<p class="note">For whoever looks after this: <code>${code}</code>.</p>`,
  });
};
