import { createHash } from 'node:crypto';
import { type Child, html, raw } from '../../wording/html-tag.js';
import { css } from './style.css.js';

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** What charts fill suppressed cells with. */
const hatch = html`<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<line x1="0" y1="0" x2="0" y2="5" stroke="currentColor" stroke-width="1" stroke-opacity="0.45"/></pattern>
</defs></svg>`;

export interface Page {
  title: string;
  header: Child;
  body: Child;
}

/** One file: nothing is fetched, nothing runs, and the policy holds it to that. */
export const page = ({ title, header, body }: Page): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(css)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${hatch}
${header}
<main id="main" tabindex="-1">
${body}
</main>
</body>
</html>
`.toString();
