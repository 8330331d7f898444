/**
 * npx tsx tests/bench/gateway/bench-gateway.ts [--quick]
 * What the CDS Hooks gateway adds to a call, how much it can do, and what it keeps of it: direct, through a bare
 * pass-through (the floor) and through the gateway, in turn in one run, each in a process of its own. Prints the tables of
 * docs/benchmarks.md; ends with 1 where a call was lost. `--quick` tries everything in a minute; its figures mean little.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { built } from './built.js';
import { type Target, Tokens } from './hook-call.js';
import { type Extent, endurance, most, steady, tokensOfSteady, verifiedAndSigned } from './phases.js';
import { endAll, gateway, server } from './processes.js';
import { NAMES, nothingLost, report } from './report.js';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });

const STEADY: Extent = values.quick
  ? { rounds: 2, sliceSeconds: 1, warmSeconds: 1 }
  : { rounds: 4, sliceSeconds: 5, warmSeconds: 3 };
const MOST: Extent = values.quick
  ? { rounds: 2, sliceSeconds: 1, warmSeconds: 1 }
  : { rounds: 2, sliceSeconds: 5, warmSeconds: 3 };
const CALLS = values.quick ? 10_000 : 100_000;

const say = (text: string) => process.stderr.write(`${text}\n`);
const folder = mkdtempSync(join(tmpdir(), 'mission-bench-gateway-'));

/** Where an EHR publishes its keys. */
async function keyServer(tokens: Tokens): Promise<{ iss: string; close: () => void }> {
  const keys = createServer((_, res) => {
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify({ keys: [tokens.jwk] }));
  });
  await new Promise<void>((done) => keys.listen(0, '127.0.0.1', done));
  const close = () => {
    keys.close();
    keys.closeAllConnections();
  };
  return { iss: `http://127.0.0.1:${(keys.address() as AddressInfo).port}`, close };
}

async function bench(): Promise<void> {
  built();
  const load = loadavg()[0]!.toFixed(2);
  const tokens = await Tokens.create();
  const keys = await keyServer(tokens);
  const service = await server('service.mjs');
  const bare = await server('bare.mjs', [service.port]);
  const upstreams = (auth: string) => [
    { id: 'practice', url: `http://127.0.0.1:${service.port}`, tool: 'order-entry', auth },
  ];
  const open = {
    clients: [{ iss: 'https://ehr.example.org', auth: 'none' }],
    upstreams: upstreams('none'),
  };
  const plain = await gateway(join(folder, 'plain'), open);
  const jwts = await gateway(join(folder, 'jwts'), {
    clients: [{ iss: keys.iss, jwks: `${keys.iss}/jwks.json` }],
    upstreams: upstreams('jwt'),
  });
  const through = '/cds-services/practice.interactions';
  const aud = `http://127.0.0.1:${jwts.port}${through}`;
  const targets: Target[] = [
    { name: NAMES.direct, port: service.port, path: '/cds-services/interactions' },
    { name: NAMES.bare, port: bare.port, path: '/cds-services/interactions' },
    { name: NAMES.plain, port: plain.port, path: through },
    { name: NAMES.jwts, port: jwts.port, path: through, tokens },
  ];

  say('verify + sign alone');
  const verifySign = await verifiedAndSigned(MOST.sliceSeconds);
  say('200 requests/s');
  await tokens.prepare(tokensOfSteady(STEADY), { iss: keys.iss, aud });
  const latencies = await steady(targets, STEADY);
  say('16 clients');
  const rates = await most(targets, MOST, async (target, seconds) => {
    // No gateway can do more than that; a little more, for the machine may have been slow then.
    if (target.tokens) await tokens.prepare(Math.ceil(verifySign * seconds * 1.3), { iss: keys.iss, aud });
  });
  const verifySignAgain = await verifiedAndSigned(MOST.sliceSeconds);
  await plain.stop();
  await jwts.stop();
  say(`${CALLS} calls`);
  const fresh = await gateway(join(folder, 'fresh'), open);
  const lasting = await endurance(fresh, { name: NAMES.plain, port: fresh.port, path: through }, CALLS);
  await bare.stop();
  await service.stop();
  keys.close();

  const measured = {
    steady: latencies,
    most: rates,
    verifySign: (verifySign + verifySignAgain) / 2,
    endurance: lasting,
  };
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}; load before the run ${load}

${report(measured)}`);
  if (!nothingLost(measured)) process.exitCode = 1;
}

function leave(): void {
  endAll();
  rmSync(folder, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    leave();
    process.exit(2);
  });
try {
  await bench();
} finally {
  leave();
}
