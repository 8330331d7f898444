/** The one style sheet of the report. Colours are chosen for contrast in both schemes; none carries meaning alone. */
export const css = `
:root {
  color-scheme: light dark;
  --paper: #fcfbf8; --card: #ffffff; --ink: #1d2126; --soft: #545c66; --line: #dcd8ce; --link: #1b4f80;
  --data: #1f5f99; --allowed: #dfe9e2; --edge: #1d212640;
  --fail: #a3242c; --warn: #805200; --error: #78308a; --insufficient-data: #4a5460;
  --pass: #0c6353; --waived: #34509a; --not-applicable: #5b5b5b;
  --serif: ui-serif, "New York", "Iowan Old Style", "Palatino Linotype", Charter, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #15181b; --card: #1c2024; --ink: #e9e7e2; --soft: #adb4bc; --line: #383e45; --link: #93c1ee;
    --data: #6fb1ee; --allowed: #24352f; --edge: #00000099;
    --fail: #ff9f97; --warn: #efc46c; --error: #dea6ee; --insufficient-data: #b8c0c9;
    --pass: #74d1bf; --waived: #a9c0f7; --not-applicable: #b3b3b3;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2rem clamp(1rem, 4vw, 3rem) 5rem; max-width: 76rem;
  background: var(--paper); color: var(--ink);
  font: 400 1rem/1.55 var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
h1, h2, h3, h4 { font-family: var(--serif); font-weight: 600; line-height: 1.22; text-wrap: balance; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.4vw, 2.1rem); margin: 0.2rem 0 0.6rem; max-width: 30em; }
h2 { font-size: 1.6rem; margin: 0 0 1rem; }
h3 { font-size: 1.2rem; margin: 1.6rem 0 0.4rem; }
h4 { font: 600 1.02rem/1.35 var(--sans); margin: 0 0 0.4rem; text-wrap: wrap; }
p, ul { margin: 0 0 0.8rem; text-wrap: pretty; }
p, li, dd { max-width: 46rem; }
ul { padding-left: 1.2rem; }
li { margin-bottom: 0.25rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
code { font: 0.88em ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; }
.skip { position: absolute; left: 1rem; top: -10rem; padding: 0.6rem 1rem; background: var(--card); z-index: 2; }
.skip:focus { top: 0.5rem; }
.defs { position: absolute; }
.soft, .note { color: var(--soft); }
.note { font-size: 0.9rem; }
.banner { border: 2px solid var(--fail); color: var(--fail); padding: 0.6rem 1rem; max-width: none; }
.eyebrow { margin: 0; font-size: 0.85rem; letter-spacing: 0.12em; text-transform: uppercase; color: var(--soft); }
.judged { font-family: var(--serif); font-size: 1.5rem; line-height: 1.25; margin: 0.8rem 0 0.6rem; }
.tally { list-style: none; margin: 0 0 1rem; padding: 0; display: flex; flex-wrap: wrap; gap: 0.6rem 1.8rem; }
.tally li { margin: 0; }
.tally .which { display: block; font-size: 0.9rem; color: var(--soft); max-width: 13rem; }
.tally strong { font: 600 1.7rem/1 var(--serif); }
nav ul { list-style: none; margin: 1rem 0 0; padding: 0.6rem 0; display: flex; flex-wrap: wrap; gap: 0.3rem 1.4rem;
  border-block: 1px solid var(--line); }
nav li { margin: 0; }
section { margin-top: 2.8rem; }
.period { max-width: none; }
nav + main > section:first-child { margin-top: 1.6rem; }
.headline .note { max-width: 60rem; margin: 0 0 0.6rem; }
.badge { font: 600 0.88rem/1.3 var(--sans); white-space: nowrap; color: var(--ink); }
.fail { --tone: var(--fail); } .warn { --tone: var(--warn); } .error { --tone: var(--error); }
.insufficient-data, .cannot-tell { --tone: var(--insufficient-data); } .pass, .serves { --tone: var(--pass); }
.waived { --tone: var(--waived); } .not-applicable { --tone: var(--not-applicable); }
.warning-sign { --tone: var(--fail); } .mixed { --tone: var(--warn); }
.badge, .filter { color: var(--tone); }
.filter { font-weight: 600; overflow-wrap: normal; }
.not-asked { color: var(--soft); font-size: 0.88rem; white-space: nowrap; }
.scroll { overflow-x: auto; margin: 0 0 1.2rem; max-width: 100%;
  /* A shade at the edge beyond which there is more; what scrolls with the table covers it at either end. */
  background: linear-gradient(to right, var(--paper) 40%, transparent) left / 2.4rem 100% no-repeat local,
    linear-gradient(to left, var(--paper) 40%, transparent) right / 2.4rem 100% no-repeat local,
    linear-gradient(to right, var(--edge), transparent) left / 0.9rem 100% no-repeat scroll,
    linear-gradient(to left, var(--edge), transparent) right / 0.9rem 100% no-repeat scroll; }
table { border-collapse: collapse; width: 100%; font-size: 0.93rem; }
caption { text-align: left; font-weight: 600; padding: 0.3rem 0 0.5rem; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1.2rem 0.5rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; min-width: 5.5rem; max-width: 22rem; }
thead th { font-weight: 600; font-size: 0.86rem; vertical-align: bottom; border-bottom: 2px solid var(--soft); }
tbody th { font-weight: 500; min-width: 9rem; }
.number { text-align: right; white-space: nowrap; }
thead .number { white-space: normal; }
.data th, .data td { min-width: 0; padding-block: 0.22rem; }
.small { color: var(--warn); font-size: 0.85em; }
.ledger thead a { color: inherit; text-decoration-color: var(--line); }
.ledger thead th { min-width: 5.4rem; font-weight: 500; }
.ledger :is(th, td) { padding-right: 0.7rem; }
.ledger tbody th { min-width: 7.5rem; }
.ledger .filter { display: inline-block; min-width: 6.8rem; }
.ledger tr > :last-child { padding-right: 0; }
.ledger tr > :first-child { position: sticky; left: 0; background: var(--paper); }
details > summary { cursor: pointer; }
.question { border-top: 1px solid var(--line); padding: 0.7rem 0; }
.question:last-child { border-bottom: 1px solid var(--line); }
.question > summary, .rule > summary { padding-left: 1.1rem; text-indent: -1.1rem; }
.question > summary > *, .rule > summary > * { text-indent: 0; }
.question > summary :is(h3, h4) { display: inline; margin: 0 0.5rem; font: 400 1.02rem/1.5 var(--serif); }
.question > summary .name { font-weight: 600; }
.question > summary .note { white-space: nowrap; }
.question > :not(summary) { margin-left: 1.1rem; }
.question > .note { margin-top: 0.6rem; max-width: none; }
.rule { margin: 0.5rem 0; padding-left: 0.8rem; border-left: 3px solid var(--tone); }
.rule > summary .badge { margin-right: 0.4rem; }
.rule > summary strong { font-weight: 600; }
.rule > summary .short { color: var(--soft); }
.rule > :not(summary) { margin-left: 1.1rem; }
.rule > .why, .rule > .scroll { margin-top: 0.5rem; }
.rule > :last-child { margin-bottom: 0.8rem; }
.rule .scroll td:last-child { min-width: 14rem; padding-right: 0; }
.unanswerable { margin-top: 2rem; }
.folded { margin: 0.8rem 0; }
.folded > summary, .data > summary { color: var(--link); }
.next { border-left: 3px solid var(--line); padding-left: 0.8rem; }
.rule .next { border: 0; padding: 0; }
dl { margin: 0 0 0.8rem; }
dt { color: var(--soft); font-size: 0.86rem; }
dd { margin: 0; }
.facts { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; }
.facts dd { font-weight: 600; }
.advice > div { margin-bottom: 0.5rem; }
.method { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: 0.9rem 2rem; }
.method dt { font: 600 1rem/1.5 var(--sans); color: var(--ink); }
.chart { margin: 1rem 0 1.6rem; max-width: 30rem; }
.chart:has(#hours-title) { max-width: 42rem; }
figcaption { font-weight: 600; margin-bottom: 0.5rem; }
.chart > svg { display: block; width: 100%; height: auto; overflow: visible; font: 11.5px var(--sans); }
.chart .note { margin: 0.5rem 0; }
.charts, .tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 3rem; }
@media (max-width: 40rem) {
  body { padding-top: 1.2rem; }
  .method { grid-template-columns: 1fr; gap: 0; }
  .method dd { margin-bottom: 1rem; }
  .question > :not(summary), .rule > :not(summary) { margin-left: 0; }
  .rule .scroll td:last-child { min-width: 22rem; }
  .ledger tbody th { min-width: 7.5rem; max-width: 7.5rem; }
  .chart > svg { overflow: hidden; font-size: 13.5px; }
  .chart:has(#hours-title) > svg { font-size: 17px; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --link: #000; }
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  details:not(.long)::details-content { content-visibility: visible; block-size: auto; opacity: 1; }
  .data, .rule:not(.fail):not(.warn) .chart { display: none; }
  .scroll { overflow: visible; background: none; }
  th, td, .ledger thead th, .ledger tbody th { min-width: 0; padding-right: 0.5rem; overflow-wrap: anywhere; }
  .ledger .badge, .ledger .not-asked, .number { white-space: normal; }
  h2, h3, h4, caption, figcaption { break-after: avoid; }
  .chart, tr { break-inside: avoid; }
  .rule > summary, .question > summary { break-after: avoid; }
}
`;
