import express from 'express';
import {
  createSmartLaunch,
  type Issuer,
  type LaunchProblem,
  type LaunchSession,
  type SmartLaunch,
  type SmartLaunchOptions,
} from '../../../smart-launch/index.js';
import type { Ehr } from './ehr.js';
import { listen } from './listen.js';

export interface App {
  url: string;
  smart: SmartLaunch;
  problems: LaunchProblem[];
  logged: { event: string; fields: Record<string, unknown> }[];
  /** Every request this app sent to an EHR. */
  sent: string[];
  /** Moves the app's clock. */
  wait(ms: number): void;
  /** A new library with nothing in memory, at the same address. */
  restart(): void;
  /** Of the last launch that opened. */
  opened: LaunchSession[];
}

export const SCOPES =
  'launch openid fhirUser online_access user/Encounter.rs user/Patient.r user/AuditEvent.rs';

export function issuerFor(ehr: Pick<Ehr, 'base'>, more: Partial<Issuer> = {}): Issuer {
  return { iss: ehr.base, clientId: 'mission-audit', auth: 'public', scopes: SCOPES, ...more };
}

/** An app around the library whose pages are JSON. */
export async function startApp(issuers: Issuer[], more: Partial<SmartLaunchOptions> = {}): Promise<App> {
  let later = 0;
  const server = express();
  const app = { problems: [], logged: [], sent: [], opened: [] } as unknown as App;
  app.url = await listen(server);
  app.wait = (ms) => {
    later += ms;
  };
  app.restart = () => {
    app.smart = createSmartLaunch({
      publicUrl: app.url,
      issuers,
      afterLaunch: (session) => {
        app.opened.push(session);
        return `/chart/${session.id}`;
      },
      renderProblem: (_req, res, problem) => {
        app.problems.push(problem);
        res.json({ problem });
      },
      renderOwnTab: (_req, res, url) => void res.json({ ownTab: url }),
      log: (event, fields) => app.logged.push({ event, fields }),
      now: () => Date.now() + later,
      fetch: (input, init) => {
        app.sent.push(String(input));
        return fetch(input, init);
      },
      ...more,
    });
  };
  app.restart();
  server.use((req, res, next) => app.smart.router(req, res, next));
  server.get('/chart/:id', async (req, res) => {
    const session = await app.smart.session(req, req.params.id);
    if (session) res.json({ session });
    else res.status(404).json({ none: true });
  });
  return app;
}

export function launchUrl(app: App, ehr: Pick<Ehr, 'base'>, launch = 'launch-1'): string {
  return `${app.url}/launch?${new URLSearchParams({ iss: ehr.base, launch })}`;
}
