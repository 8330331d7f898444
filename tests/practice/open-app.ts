import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type PracticeCds, startPracticeCds } from './cds/index.js';
import { type PracticeEhr, startPracticeEhr } from './ehr/index.js';
import { type Showcase, showcase } from './ehr/showcase.js';

export const CLIENT_ID = 'mission-audit';
/** The one person of the practice clinic who may see the site's figures. */
export const INFORMATICS = 'Practitioner/inf-1';

export interface OpenAppOptions {
  /** What the practice clinic wrote; its store is in `store`. */
  clinicDir: string;
  /** How the command line is started, from the repository's root. */
  cli: string[];
  root: string;
  ehrPort?: number;
  appPort?: number;
  /** With practice CDS services behind the app's gateway, that the EHR fires its hooks at. */
  cds?: boolean;
}

export interface OpenedApp {
  ehr: PracticeEhr;
  /** The services behind the gateway; null without `cds`. */
  cds: PracticeCds | null;
  /** Where the app is, as the browser sees it. */
  appUrl: string;
  showcase: Showcase;
  /** The chart to open first, in the EHR. */
  url: string;
  config: string;
  /** Ends both; the app as its operator would. */
  close(): Promise<number | null>;
}

/** Starts the practice EHR and the app beside it, on two origins, as a site would: the app by its own command line. */
export async function openApp({
  clinicDir,
  cli,
  root,
  ehrPort,
  appPort,
  cds: withCds = false,
}: OpenAppOptions): Promise<OpenedApp> {
  const port = appPort ?? (await freePort());
  const appUrl = `http://127.0.0.1:${port}`;
  const client = {
    clientId: CLIENT_ID,
    name: 'Mission Audit',
    auth: 'public' as const,
    redirectUris: [`${appUrl}/callback`],
    launchUrl: `${appUrl}/launch`,
  };
  const ehr = await startPracticeEhr({ clinicDir, clients: [client], ...(ehrPort ? { port: ehrPort } : {}) });
  const cds = withCds ? await startPracticeCds() : null;
  const config = join(clinicDir, 'mission-audit.yaml');
  writeFileSync(config, configText({ ehr, appUrl, port, metricsPort: await freePort(), cds }));
  const app = spawn(process.execPath, [...cli.slice(1), 'serve', '--config', config], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    await listening(app, appUrl);
  } catch (error) {
    app.kill();
    await ehr.close();
    await cds?.close();
    throw error;
  }
  cds?.trust({ jwksUrl: `${appUrl}/.well-known/jwks.json`, iss: appUrl });
  if (cds) ehr.useCds(appUrl);
  const shown = showcase(clinicDir);
  const { patient, encounter, user } = shown;
  return {
    ehr,
    cds,
    appUrl,
    showcase: shown,
    url: ehr.chartUrl(patient, { encounter, user, clientId: CLIENT_ID }),
    config,
    close: async () => {
      const ended = new Promise<number | null>((resolve) => app.once('exit', (code) => resolve(code)));
      app.kill('SIGTERM');
      const code = await ended;
      await ehr.close();
      await cds?.close();
      return code;
    },
  };
}

interface ConfigFacts {
  ehr: PracticeEhr;
  appUrl: string;
  port: number;
  metricsPort: number;
  cds: PracticeCds | null;
}

function configText({ ehr, appUrl, port, metricsPort, cds }: ConfigFacts): string {
  return `publicUrl: ${appUrl}
listen: {host: 127.0.0.1, port: ${port}}
metrics: {host: 127.0.0.1, port: ${metricsPort}}
store: ./store
site: ./site.yaml
tools: ./tools.yaml
alerts: ./alerts.yaml
issuers:
  - iss: ${ehr.iss}
    server: main
    clientId: ${CLIENT_ID}
    auth: public
    scopes: "launch openid fhirUser online_access user/Patient.rs user/Encounter.rs user/AuditEvent.rs user/DetectedIssue.rs"
    frameAncestors: [${ehr.origin}]
    access: {informatics: ["${INFORMATICS}"]}
${cds ? gatewayText(ehr, cds) : ''}`;
}

/** Segments are short, so that a demonstration need not wait for its own alerts. */
function gatewayText({ cdsClient }: PracticeEhr, cds: PracticeCds): string {
  return `journal: {segmentSeconds: 2}
cds:
  clients:
    - {iss: "${cdsClient.iss}", jwks: "${cdsClient.jwks}", server: main}
  upstreams:
    - {id: vendor, url: "${cds.base}", timeoutMs: 3000}
`;
}

/** Until its figures are there: the first page is then the whole one. */
async function listening(app: ChildProcess, appUrl: string): Promise<void> {
  let said = '';
  app.stderr!.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    if (app.exitCode !== null) throw new Error(`the app ended with ${app.exitCode}:\n${said}`);
    const ready = await fetch(`${appUrl}/readyz`).catch(() => null);
    if (ready?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the app was not ready in two minutes:\n${said}`);
}

/** A port that nobody has now; the app's address must be known before it starts, since the EHR has it registered. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
