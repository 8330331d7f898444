import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { compareWithout, type WithoutOptions, withoutOptions } from '../../../../src/cli/compare-without.js';
import type { WithoutResult } from '../../../../src/without-result.js';
import { run } from '../../../cli/support/run.js';
import { type Change, smallSite, writeSite } from './small-site.js';

const folder = mkdtempSync(join(tmpdir(), 'compare-without-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function command(): Command {
  const one = withoutOptions(new Command('compare')).argument('[paths...]').exitOverride();
  for (const name of ['site', 'tools', 'alerts', 'store', 'format', 'from', 'to', 'output'])
    one.option(`--${name} <value>`);
  return one.action(async (paths: string[], options: WithoutOptions) => {
    process.exitCode = await compareWithout(paths, options);
  });
}

let sites = 0;
const answers = new Map<string, Promise<string>>();

/** What the command prints, asked once. */
export function asked(words: string[], change: Change = {}): Promise<string> {
  const key = JSON.stringify([words, change]);
  const answer = answers.get(key) ?? printed(words, change);
  answers.set(key, answer);
  return answer;
}

async function printed(words: string[], change: Change): Promise<string> {
  const site = writeSite(join(folder, `site-${sites++}`), smallSite(change));
  const { status, stdout } = await run(command(), [...site, ...words]);
  expect(status).toBe(0);
  return stdout;
}

export const found = async (words: string[], change: Change = {}): Promise<WithoutResult> =>
  JSON.parse(await asked([...words, '--format', 'json'], change)) as WithoutResult;

/** By burden: now, without, and what belongs to the tool. */
export const levels = ({ burden }: WithoutResult) =>
  Object.fromEntries(
    burden.map((row) => [
      row.burden + (row.cutoff ?? ''),
      [row.now, row.without, row.difference].map((told) => told?.value ?? null),
    ]),
  );
export const counts = ({ losses }: WithoutResult) =>
  Object.fromEntries(losses.map(({ loss, count }) => [loss, count]));
/** By burden: value, numerator, denominator. */
export const prices = (result: WithoutResult) =>
  Object.fromEntries(result.prices.map((row) => [row.burden, [row.value, row.numerator, row.denominator]]));
