import { type Child, html } from '../wording/html-tag.js';
import { safeHref } from './safe-href.js';

export interface Document {
  title: string;
  stylePath: string;
  /** A second sheet, after ours: the colours of the EHR. */
  ehrStylePath?: string | undefined;
  /** A script of this site that counts this page's own clicks; nothing depends on it. */
  beacon?: string | undefined;
  /** Tells the server which launch the page belongs to, and nobody else anything. */
  beaconLaunch?: string | undefined;
  skips: { to: string; label: string }[];
  header: Child;
  main: Child;
  footer?: Child;
}

const sheet = (path: string | undefined) => {
  const href = path && safeHref(path);
  return href
    ? html`
<link rel="stylesheet" href="${href}">`
    : null;
};

/** What every page shares. Complete without scripts; the style is a file of its own, because the policy allows no other. */
export const documentOf = ({
  title,
  stylePath,
  ehrStylePath,
  beacon,
  beaconLaunch,
  skips,
  header,
  main,
  footer,
}: Document): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>${sheet(stylePath)}${sheet(ehrStylePath)}
${beacon && safeHref(beacon) && html`<script src="${beacon}"${beaconLaunch && html` data-launch="${beaconLaunch}"`} defer></script>`}
</head>
<body>
${skips.map(
  ({ to, label }) => html`<a class="skip" href="#${to}">${label}</a>
`,
)}<header>${header}
</header>
<main id="main" tabindex="-1">
${main}
</main>
${
  footer &&
  html`<footer>${footer}
</footer>`
}
</body>
</html>
`.toString();
