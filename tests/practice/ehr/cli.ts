import { parseArgs } from 'node:util';
import { showcase, startPracticeEhr } from './index.js';

const USAGE = `Usage: npx tsx tests/practice/ehr/cli.ts --clinic DIR [--app URL] [--port N] [--client-id ID] [--cds URL]
  --clinic DIR      a folder that the practice clinic wrote (npx tsx tests/practice/clinic/cli.ts --out DIR)
  --app URL         where the app runs, with /launch and /callback (default: http://127.0.0.1:8080)
  --port N          the EHR's own port (default: 9080)
  --client-id ID    the id that the app is registered with, as a public client (default: mission-audit)
  --cds URL         decision support, or the gateway before it, without /cds-services (default: none)`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      clinic: { type: 'string' },
      app: { type: 'string', default: 'http://127.0.0.1:8080' },
      port: { type: 'string', default: '9080' },
      'client-id': { type: 'string', default: 'mission-audit' },
      cds: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || !values.clinic) {
    console.error(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const app = new URL(values.app);
  const ehr = await startPracticeEhr({
    clinicDir: values.clinic,
    port: Number(values.port),
    ...(values.cds && { cds: { base: values.cds } }),
    clients: [
      {
        clientId: values['client-id'],
        name: 'Mission Audit',
        redirectUris: [new URL('/callback', app).href],
        launchUrl: new URL('/launch', app).href,
        auth: 'public',
      },
    ],
  });
  const { patient, encounter, user } = showcase(values.clinic);
  console.log(`The practice EHR: ${ehr.origin}/
Its FHIR server:  ${ehr.iss}
As a CDS client:  iss ${ehr.cdsClient.iss}, keys at ${ehr.cdsClient.jwks}
One chart, with the app beside it: ${ehr.chartUrl(patient, { encounter, user })}
Ctrl-C ends it.`);
  process.once('SIGINT', () => void ehr.close());
}

main().catch((error: Error) => {
  console.error(`ehr: ${error.message}`);
  process.exitCode = 2;
});
