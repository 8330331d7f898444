import { parseArgs } from 'node:util';
import { startPracticeCds } from './index.js';

const USAGE = `Usage: npx tsx tests/practice/cds/cli.ts [--port N] [--iss URL --jwks URL]
  --port N     the service's port (default: 9081)
  --iss URL    take only calls with a token of this issuer, such as the gateway's publicUrl
  --jwks URL   where that issuer's keys are, such as publicUrl/.well-known/jwks.json`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '9081' },
      iss: { type: 'string' },
      jwks: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const { iss, jwks } = values;
  if (values.help || (iss === undefined) !== (jwks === undefined)) {
    console.error(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const cds = await startPracticeCds({
    port: Number(values.port),
    ...(iss && jwks && { jwt: { iss, jwksUrl: jwks } }),
  });
  console.log(`The practice CDS: ${cds.base}/cds-services
Ctrl-C ends it.`);
  process.once('SIGINT', () => void cds.close());
}

main().catch((error: Error) => {
  console.error(`cds: ${error.message}`);
  process.exitCode = 2;
});
