import type { ChartView } from '../../chart-view.js';
import { html, type Markup } from '../../wording/html-tag.js';
import { documentOf } from '../document.js';
import { alerts } from './alerts.js';
import { concern } from './concern.js';
import { figures } from './figures.js';
import { footer } from './footer.js';
import { header } from './header.js';
import { questions } from './questions.js';
import { timeline } from './timeline.js';
import { tools } from './tools.js';

export interface ChartPageOptions {
  stylePath: string;
  /** Where `ehrStyle(view.style)` is served; linked only where the view brings colours. */
  ehrStylePath?: string;
  /** A script that counts this page's own clicks; the page is complete without it. */
  beacon?: string;
  /** The token that stands for this launch in what the script sends. */
  beaconLaunch?: string;
  paths: { chart: string; concern: string; choose: string; logout: string };
}

/** They follow the order of the source, so that keyboard and eye agree. */
const columns = (view: ChartView, path: string): Markup => html`<div>${alerts(view)}${timeline(view)}</div>
<div>${tools(view)}${questions(view)}</div>
<div>${concern(view, path)}</div>`;

/** One encounter on one quiet page. Without an encounter it asks for one, and does not list what there is not. */
export const chartPage = (
  view: ChartView,
  { stylePath, ehrStylePath, beacon, beaconLaunch, paths }: ChartPageOptions,
): string => {
  const nothing = !view.encounter && view.tools.length === 0 && view.alerts.rows.length === 0;
  return documentOf({
    title: 'This encounter so far – Mission Audit',
    stylePath,
    ehrStylePath: view.style ? ehrStylePath : undefined,
    beacon,
    beaconLaunch,
    skips: [
      { to: 'main', label: 'Skip to the figures' },
      { to: 'concern', label: 'Skip to “I’m concerned”' },
    ],
    header: header(view, paths.choose),
    main: html`${figures(view)}
<div class="columns">
${nothing ? concern(view, paths.concern) : columns(view, paths.concern)}
</div>`,
    footer: footer(view, paths),
  });
};
