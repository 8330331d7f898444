import type { Request, Response } from 'express';
import { chartRoutes } from '../../../src/server/chart/routes.js';
import { type Serving, type ServingOptions, serving } from '../../server/support/serving.js';
import { Browser, type Page } from '../../smart-launch/practice/browser.js';
import { Ehr } from '../../smart-launch/practice/ehr.js';
import { closeAll } from '../../smart-launch/practice/listen.js';
import { type Chart, ordinaryChart } from './charts.js';

export const HTML = { accept: 'text/html' };

const SCOPES =
  'launch openid fhirUser patient/Patient.rs patient/Encounter.rs patient/AuditEvent.rs patient/DetectedIssue.rs';

type Answer = (req: Request, res: Response) => boolean;

export interface SiteOptions {
  settings?: Record<string, unknown>;
  serving?: ServingOptions;
  /** How long a page waits for the EHR. */
  patienceMs?: number;
  /** EHRs beside the one that launches. */
  others?: Ehr[];
}

/** A launch that came to its page. */
export interface Open {
  browser: Browser;
  page: Page;
  id: string;
  html: string;
  /** Of the page's forms. */
  token: string;
}

/** The whole app, on its own port, and beside it an EHR that does as a test tells it. */
export class HostileSite {
  chart: Chart = ordinaryChart();
  /** Answers a FHIR request itself where it gives true. */
  fhir: Answer = () => false;
  private static readonly started: HostileSite[] = [];

  private constructor(
    readonly ehr: Ehr,
    readonly app: Serving,
  ) {
    HostileSite.started.push(this);
  }

  static async start({
    settings = {},
    serving: more = {},
    patienceMs = 2000,
    others = [],
  }: SiteOptions = {}): Promise<HostileSite> {
    const ehr = await Ehr.start();
    const issuers = [ehr, ...others].map(({ base, origin }) => ({
      iss: base,
      clientId: 'mission-audit',
      auth: 'public',
      scopes: SCOPES,
      frameAncestors: [origin],
      access: { informatics: ['Practitioner/inf-1'] },
    }));
    const app = await serving({
      settings: { issuers, rateLimits: { launch: 100_000, general: 100_000 }, ...settings },
      charts: (deps) => chartRoutes({ ...deps, patienceMs }),
      ...more,
    });
    const site = new HostileSite(ehr, app);
    // Its figures are there: every page of the test is then of the same kind.
    while (!(await fetch(`${app.url}/readyz`)).ok) await new Promise((resolve) => setTimeout(resolve, 20));
    ehr.fhir = (req, res) => {
      if (!site.fhir(req, res)) res.json(fhirAnswer(req, site));
    };
    return site;
  }

  /** Every site of a test file, and every EHR: nothing keeps listening. */
  static async stopAll(): Promise<void> {
    await Promise.all(HostileSite.started.splice(0).map(({ app }) => app.stop()));
    await closeAll();
  }

  launchUrl(launch = 'launch-1'): string {
    return `${this.app.url}/launch?${new URLSearchParams({ iss: this.ehr.base, launch })}`;
  }

  /** From the EHR's chart to the app's page. */
  async open(browser = new Browser(), launch?: string): Promise<Open> {
    const page = await browser.open(this.launchUrl(launch), (next) =>
      /\/(chart|overview)\//.test(next.pathname),
    );
    const id = new URL(page.url).pathname.split('/').at(-1)!;
    const html = await (await browser.request(page.url, { headers: HTML })).text();
    const [, token = ''] = /name="token" value="([^"]+)"/.exec(html) ?? [];
    return { browser, page, id, html, token };
  }

  /** Up to the EHR's answer, which is not followed. */
  async untilCallback(browser: Browser): Promise<URL> {
    const { url } = await browser.open(this.launchUrl(), (next) => next.pathname === '/callback');
    return new URL(url);
  }

  post(
    { browser }: Pick<Open, 'browser'>,
    path: string,
    fields: Record<string, string>,
  ): Promise<globalThis.Response> {
    return browser.request(this.app.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  }
}

/** Reads and searches as an honest server answers them, of whatever the chart holds. */
function fhirAnswer(req: Request, { chart, ehr }: HostileSite): unknown {
  const [, type = '', id] = req.path.split('/');
  if (id) return type === 'Patient' ? chart.Patient[0] : chart[type as keyof Chart]?.[0];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    link: [{ relation: 'self', url: `${ehr.base}${req.url}` }],
    entry: (chart[type as keyof Chart] ?? []).map((resource) => ({ resource })),
  };
}
