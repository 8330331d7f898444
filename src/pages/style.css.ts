import { palette, properties } from './palette.js';

/** The one style sheet of all pages, served as a file. */
export const STYLE = `
:root {
  color-scheme: light dark;
  ${properties(palette.light)}
  --line: #dcd8ce; --data: #7c98b3; --band: #efebe1; --mark: #1d2126;
  --serif: ui-serif, "New York", "Iowan Old Style", "Palatino Linotype", Charter, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    ${properties(palette.dark)}
    --line: #383e45; --data: #5d7f9f; --band: #23282d; --mark: #f2f0ea;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; padding: 0.6rem 1.4rem 1.6rem; max-width: 90rem; background: var(--paper); color: var(--ink);
  font: 400 0.875rem/1.42 var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
h1, h2 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; }
h1 { font-size: 1.45rem; margin: 0; }
h2 { font-size: 1.12rem; margin: 0 0 0.3rem; }
h3 { font: 600 0.875rem/1.35 var(--sans); margin: 0; }
p, ul { margin: 0 0 0.4rem; text-wrap: pretty; }
.what { text-wrap: wrap; }
ul { padding-left: 1.1rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
code { font: 0.92em ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.skip { position: absolute; left: 1rem; top: -10rem; padding: 0.5rem 1rem; background: var(--card); z-index: 2; }
.skip:focus { top: 0.4rem; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.soft, .note, .why, .what, .against { color: var(--soft); }
.note, .against { font-size: 0.8125rem; }
.banner { display: flex; flex-wrap: wrap; gap: 0 1.2rem; padding-bottom: 0.4rem; margin-bottom: 0.6rem;
  border-bottom: 2px solid var(--ink); }
.head { display: flex; flex-wrap: wrap; gap: 0.2rem 2rem; justify-content: space-between; align-items: baseline; }
.title { flex: 1 1 18rem; min-width: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; }
.title .encounter, .how { margin: 0; }
.encounter, .how { margin: 0; }
.lede { font-family: var(--serif); font-size: 1rem; line-height: 1.35; color: var(--soft); margin: 0.1rem 0 0; }
.jump { display: none; }
.choose { min-width: 0; max-width: 100%; }
summary { cursor: pointer; }
.choose > summary, .folded > summary, .concerns summary { color: var(--link); }
button, select, textarea { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: 5px;
  padding: 0.15rem 0.5rem; max-width: 100%; }
button { cursor: pointer; color: var(--link); border-color: var(--link); overflow-wrap: anywhere; }
button:hover { text-decoration: underline; }
select { padding: 0.25rem; }
textarea { width: 100%; resize: vertical; display: block; margin: 0.15rem 0 0.3rem; }
label { display: block; }
.choose label { margin-top: 0.3rem; }
.check { display: flex; gap: 0.4rem; align-items: baseline; margin-bottom: 0.35rem; }
.figures { list-style: none; padding: 0.5rem 0 0; margin: 0.5rem 0 0; display: grid; grid-template-columns: repeat(6, minmax(0, 1fr));
  gap: 0.8rem 1.3rem; border-top: 1px solid var(--line); }
.figures li { display: grid; grid-template-rows: subgrid; grid-row: span 5; gap: 0; align-content: start; }
.figures p { margin: 0; }
.figures .alone .what { grid-row: span 3; }
.value { font: 600 1.7rem/1.2 var(--serif); }
.value.none { font-size: 1.05rem; line-height: 1.95; color: var(--insufficient-data); }
.what, .why, .among { font-size: 0.8125rem; line-height: 1.35; }
.source { white-space: nowrap; font: 0.75rem/1.4 var(--sans); vertical-align: 0.12em; border: 1px solid var(--line); border-radius: 3px; padding: 0 0.3rem; color: var(--soft); }
.among .soft { white-space: nowrap; }
.distribution { display: block; width: 100%; max-width: 13rem; height: auto; margin-top: 0.3rem; align-self: end; }
.against { margin: 0.35rem 0 0; }
svg { overflow: visible; }
.bar { fill: var(--data); }
.hidden-bar { stroke: var(--data); stroke-width: 1.5; stroke-dasharray: 1.5 2; fill: none; }
.axis { stroke: var(--line); fill: none; }
.median { stroke: var(--ink); stroke-width: 1.3; stroke-dasharray: 3 2; fill: none; }
.mark { fill: var(--mark); } .mark-line { stroke: var(--mark); stroke-width: 1.6; fill: none; }
.columns { display: grid; grid-template-columns: minmax(0, 4.9fr) minmax(0, 4.9fr) minmax(0, 3fr); gap: 0 1.8rem;
  border-top: 1px solid var(--line); margin-top: 0.5rem; padding-top: 0.6rem; }
.columns > section { grid-column: 1 / -1; }
.columns section + section { margin-top: 1rem; }
.scroll { overflow-x: auto; max-width: 100%; margin: 0 0 0.35rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.8125rem; line-height: 1.3; }
caption { text-align: left; font-weight: 600; padding: 0.2rem 0; }
th, td { text-align: left; vertical-align: baseline; padding: 0.2rem 0.6rem 0.2rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; }
tr > :last-child { padding-right: 0; }
thead th { font-size: 0.75rem; font-weight: 400; color: var(--soft); vertical-align: bottom; }
tbody th { font-weight: 500; min-width: 8.4rem; overflow-wrap: anywhere; }
td:not(.number) { min-width: 6.5rem; overflow-wrap: anywhere; }
.under { display: block; font-weight: 400; font-size: 0.75rem; }
.unknown { color: var(--soft); white-space: normal; }
.number { text-align: right; }
td.number { white-space: nowrap; }
.sign { width: 0.8rem; height: 0.8rem; vertical-align: -0.1rem; }
.tick { fill: var(--paper); stroke: var(--ink); stroke-width: 1.6; }
.tick.filled { fill: var(--ink); }
.timeline { display: block; width: 100%; max-width: 40rem; height: auto; }
.timeline text { font: 12px var(--sans); fill: var(--ink); }
.timeline .edge { fill: var(--soft); font-size: 11px; }
.timeline .end { text-anchor: end; }
.visit { fill: var(--band); }
.legend { margin: 0.2rem 0; font-size: 0.8125rem; color: var(--soft); word-spacing: 0.02em; }
.legend .sign:not(:first-child) { margin-left: 0.7rem; }
.back { list-style: none; padding: 0; margin: 0; }
.badge { font-weight: 600; font-size: 0.8125rem; white-space: nowrap; color: var(--tone); }
.fail { --tone: var(--fail); } .warn { --tone: var(--warn); } .error { --tone: var(--error); }
.insufficient-data { --tone: var(--insufficient-data); } .pass { --tone: var(--pass); }
.waived { --tone: var(--waived); } .not-applicable { --tone: var(--not-applicable); }
.question { border-top: 1px solid var(--line); padding: 0.35rem 0; }
.question h3 { font-weight: 500; }
.question > p { margin: 0.1rem 0 0; }
.finding { margin: 0.25rem 0; padding-left: 0.6rem; border-left: 3px solid var(--tone); font-size: 0.8125rem; }
.finding > :not(summary) { margin: 0.35rem 0; }
.folded { margin: 0.2rem 0; }
dl { margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; }
.facts { display: flex; flex-wrap: wrap; gap: 0.2rem 0.9rem; }
.facts dd { font-weight: 600; }
.advice { font-family: var(--serif); font-size: 0.9375rem; }
.concerns { list-style: none; padding: 0; margin: 0; }
.concerns li { margin: 0 0 0.25rem; }
.concerns form { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.1rem 0.6rem; align-items: start; }
.concerns form > button { text-align: left; line-height: 1.3; }
.concerns button bdi { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
.concerns summary { font-size: 0.8125rem; padding: 0.2rem 0; }
.concerns details[open] { grid-column: 1 / -1; padding: 0 0 0.6rem 0.6rem; border-left: 3px solid var(--line); }
.offered { list-style: none; padding: 0; margin: 0.5rem 0; }
.offered li { margin-bottom: 0.35rem; }
.raised { list-style: none; padding: 0; }
.raised p { margin: 0; }
.raised li { margin-bottom: 0.5rem; padding-left: 0.6rem; border-left: 3px solid var(--line); }
.thanks { border-left: 3px solid var(--pass); padding-left: 0.6rem; }
#concern h3 { margin: 0.4rem 0 0.2rem; }
footer { margin-top: 1rem; padding-top: 0.6rem; border-top: 1px solid var(--line); font-size: 0.8125rem; }
footer p, footer form { margin: 0 0 0.3rem; }
.eyebrow { margin: 0; font-size: 0.8125rem; letter-spacing: 0.1em; text-transform: uppercase; color: var(--soft); }
.detail { font-size: 1rem; max-width: 40rem; margin-top: 0.8rem; }
.actions, .asked { padding: 0; list-style: none; }
.actions li { margin-bottom: 0.5rem; font-size: 1rem; }
.asked li { margin-bottom: 0.5rem; }
.asked .soft { display: block; font-size: 0.8125rem; }
.internal { border: 2px solid var(--fail); color: var(--fail); padding: 0.3rem 0.8rem; }
.wide section { margin-top: 1.4rem; }
.wide th, .wide td { min-width: 6.5rem; }
@media (max-width: 70rem) {
  .figures { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .columns { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .columns > :last-child { grid-column: 1 / -1; margin-top: 1rem; }
  .concerns { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 0 1.8rem; }
}
@media (max-width: 60rem) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  .columns > div + div { margin-top: 1.1rem; }
}
@media (max-width: 44rem) {
  body { padding: 0.8rem 0.9rem 2rem; }
  .jump { display: block; margin: 0.3rem 0 0; }
  .concerns { grid-template-columns: minmax(0, 1fr); }
  .figures { grid-template-columns: minmax(0, 1fr); gap: 0.7rem; }
  .figures li { grid-template: auto auto auto / minmax(0, 1fr) 9.1rem; grid-row: auto; gap: 0 0.8rem; padding-bottom: 0.6rem;
    border-bottom: 1px solid var(--line); }
  .figures li > * { grid-column: 1; }
  .figures li > .distribution { grid-area: 1 / 2 / span 2; align-self: end; }
  .figures li > .among { grid-area: 3 / 2; font-size: 0.75rem; }
  .figures .alone .what { grid-area: 3 / 1 / auto / span 2; }
  button, select { padding-block: 0.4rem; }
  .concerns summary { padding-block: 0.45rem; }
  table { font-size: 0.78rem; }
  thead th { font-size: 0.72rem; }
  th, td { padding-right: 0.45rem; }
  tbody th { min-width: 6.6rem; }
  td:not(.number) { min-width: 5.6rem; }
}
@media (max-width: 32rem) {
  .timeline text { font-size: 17px; }
  .timeline .edge { font-size: 15px; }
}
@media (forced-colors: active) {
  :root { --ink: CanvasText; --soft: CanvasText; --paper: Canvas; --card: Canvas; --line: GrayText; --data: GrayText;
    --band: Canvas; --mark: CanvasText; }
  .visit { stroke: GrayText; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --link: #000; --mark: #000; }
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  .skip, .jump, .choose, .offer, footer form, footer a { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; opacity: 1; }
  summary { list-style: none; }
  .columns { display: block; }
  .timeline { max-width: 30rem; }
  .columns section { margin-top: 1rem; }
  .scroll { overflow: visible; }
  h2, h3, caption { break-after: avoid; }
  .finding, .figures li, tr, svg { break-inside: avoid; }
}
`;
