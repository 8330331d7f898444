import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { simulate } from '../../practice/clinic/simulate.js';
import { type Showcase, showcase } from '../../practice/ehr/showcase.js';
import { CLIENT_ID, type OpenedApp, openApp } from '../../practice/open-app.js';
import { run } from '../../practice/product.js';
import { launchChromium } from './chromium.js';

export const ROOT = join(import.meta.dirname, '..', '..', '..');
export const CLI = ['node', 'dist/src/cli/main.js'];

/** Enough for every part of the page to have something to show, and for others to compare with. */
const EVENTS = 16_000;

/** One clinic, one EHR, one app and one browser for all the suites; each test has a browser context of its own. */
export class World {
  readonly clinicDir = mkdtempSync(join(tmpdir(), 'browser-clinic-'));
  opened!: OpenedApp;
  browser!: Browser;
  /** Of whom there is most to tell, and another patient, with two clinicians. */
  one!: Showcase;
  two!: Showcase;

  /** `cds`: with decision support behind the app's gateway, and no other source of alerts. */
  async start({ cds = false, events = EVENTS } = {}): Promise<void> {
    await simulate({ out: this.clinicDir, seed: 1, events });
    if (cds) this.alertsFromTheGatewayOnly();
    this.collect();
    this.opened = await openApp({ clinicDir: this.clinicDir, cli: CLI, root: ROOT, cds });
    this.one = this.opened.showcase;
    this.two = showcase(this.clinicDir, 'two');
    this.browser = await launchChromium();
  }

  async stop(): Promise<void> {
    await this.browser?.close();
    await this.opened?.close();
    rmSync(this.clinicDir, { recursive: true, force: true });
  }

  /** The EHR's own screen, with the app in its frame. */
  chartUrl({ patient, encounter, user }: Showcase): string {
    return this.opened.ehr.chartUrl(patient, { encounter, user, clientId: CLIENT_ID });
  }

  /** The address that an EHR opens the app at, beside the chart: there the app shows whose chart it is. */
  launchUrl(
    shown: Pick<Showcase, 'patient' | 'user'> & { encounter?: string },
    clientId = CLIENT_ID,
  ): string {
    const { patient, encounter, user } = shown;
    const styleUrl = `${this.opened.ehr.origin}/smart-style.json`;
    return this.opened.ehr.launch(clientId, {
      patient,
      user,
      ...(encounter ? { encounter } : {}),
      styleUrl,
      needPatientBanner: true,
    }).url;
  }

  /** Every concern that the store has on disk. */
  journal(): Record<string, unknown>[] {
    const folder = join(this.clinicDir, 'store', 'journal');
    const files = readdirSync(folder).filter((name) => name.startsWith('concern-'));
    const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  private alertsFromTheGatewayOnly(): void {
    for (const name of ['alert.csv', 'alert_answer.csv']) rmSync(join(this.clinicDir, name), { force: true });
    // The gateway knows since when it was there; its cards alone do not tell.
    appendFileSync(
      join(this.clinicDir, 'site.yaml'),
      'feeds: {cds-hooks: {from: 2020-01-01, to: 2099-12-31}}\n',
    );
  }

  /** What the gateway wrote down until now moves into the tables, while the app runs. Returns what the command said. */
  fold(): string {
    const at = (name: string) => join(this.clinicDir, name);
    const { status, stderr } = run(['collect', '--store', at('store'), '--site', at('site.yaml')]);
    if (status !== 0) throw new Error(`collect ended with ${status}:\n${stderr}`);
    return stderr;
  }

  private collect(): void {
    const at = (name: string) => join(this.clinicDir, name);
    const tables = readdirSync(this.clinicDir).filter((name) => name.endsWith('.csv'));
    const to = ['--store', at('store'), '--site', at('site.yaml')];
    const { status, stderr } = run(['collect', at('main'), ...tables.map(at), ...to]);
    if (status !== 0) throw new Error(`collect ended with ${status}:\n${stderr}`);
  }
}
