import type { Response } from 'express';
import { type Html, html } from './html.js';

export const STYLE = `
:root { color-scheme: light dark; --line: #c9d2dc; --bar: #12496b; --quiet: #5b6875; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.4 system-ui, sans-serif; min-height: 100vh; display: flex; flex-direction: column; }
header { background: var(--bar); color: #fff; padding: .5rem 1rem; display: flex; gap: 1.5rem; align-items: baseline; flex-wrap: wrap; }
header a { color: #fff; }
.banner { padding: .6rem 1rem; border-bottom: 1px solid var(--line); display: flex; gap: 1.5rem; flex-wrap: wrap; align-items: baseline; }
.banner strong { font-size: 1.15rem; }
.quiet { color: var(--quiet); }
main { padding: 1rem; flex: 1; }
main.chart { padding: 0; display: flex; }
iframe { border: 0; flex: 1; min-height: 80vh; width: 100%; }
iframe.desk { flex: 0 0 22rem; width: 22rem; border-left: 1px solid var(--line); }
.card { border: 1px solid var(--line); border-radius: 4px; padding: .6rem .8rem; margin: .8rem 0; }
.card p, .card h2 { margin: .2rem 0; } .desk h1, .desk h2 { font-size: 1.05rem; } .failure { font-weight: bold; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); }
form { display: inline; } label { display: block; margin: .6rem 0; }
@media (max-width: 60rem) { main.chart { flex-direction: column; } iframe.desk { width: 100%; } }
@media (prefers-color-scheme: dark) { :root { --line: #3a4550; --quiet: #a3b0bd; } }
`;

/** One page of the EHR itself. No script at all, and nothing from elsewhere but the frames and forms that are named. */
export function sendPage(
  response: Response,
  {
    title,
    body,
    frames = [],
    forms = [],
  }: { title: string; body: Html; frames?: string[]; forms?: string[] },
): void {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    `frame-src 'self' ${frames.join(' ')}`,
    `form-action 'self' ${forms.join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ];
  response.set('Content-Security-Policy', policy.map((one) => one.trim()).join('; '));
  response.set('Cache-Control', 'no-store');
  response.type('html').send(
    String(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Practice EHR</title><link rel="stylesheet" href="/ehr.css"></head>
<body>${body}</body></html>`),
  );
}
