import type { Site } from '../config/site.js';
import type { ToolMap } from '../config/tools.js';
import { type Engine, quote } from '../engine.js';
import { createAccess } from './access.js';
import { createConcerns } from './concerns.js';
import { createCovered } from './covered.js';
import { createEducation } from './education.js';
import { createFirings, createReviews } from './firings.js';
import type { Identity } from './identity.js';
import { createOrders } from './orders.js';
import { createHours } from './schedules.js';
import { createScopes } from './scopes.js';
import { createSilent } from './silent.js';
import { createStays } from './stays.js';
import { type WallClock, wallClock } from './time.js';
import { createWaits } from './waits.js';
import { insideDeclared } from './windows.js';

export interface FeedTablesInput {
  engine: Engine;
  identity: Identity;
  site: Site;
  tools: ToolMap;
  period: { from: string; to: string } | null;
  /** The hull of the audit feeds' windows, and of the alert feeds'. */
  audit: { from: string; to: string } | null;
  alerts: { from: string; to: string } | null;
}

/** What each of the tables below is made with. */
export interface FeedTables extends FeedTablesInput {
  clock: WallClock;
  /** SQL: whether a row (its feed and this instant) lies in its feed's declared window; false without an instant. */
  declared: (instant: string) => string;
  /** SQL: whether a site day lies in the period. */
  inPeriod: (day: string) => string;
}

/** The tables that measures read of feeds that many sites lack: each costs next to nothing where its source is empty. */
export async function createFeedTables(input: FeedTablesInput): Promise<void> {
  const { site, period } = input;
  const clock = wallClock(site);
  const context: FeedTables = {
    ...input,
    clock,
    declared: (instant) =>
      `(${instant} IS NOT NULL AND ${insideDeclared(site, { day: clock.day(instant), feed: 'feed' })})`,
    inPeriod: (day) =>
      period ? `${day} >= DATE ${quote(period.from)} AND ${day} <= DATE ${quote(period.to)}` : 'false',
  };
  await createCovered({ ...input, clock });
  for (const create of [
    createFirings,
    createReviews,
    createSilent,
    createOrders,
    createStays,
    createConcerns,
    createWaits,
    createEducation,
    createAccess,
    createScopes,
    createHours,
  ])
    await create(context);
}

/** Of the users that a query gives as `user_id` those that tools.yaml says are no people, as a list for SQL's IN. */
export async function machines({ engine, tools }: FeedTables, query: string): Promise<string> {
  const users = await engine.json<{ user_id: string }>(`SELECT DISTINCT user_id FROM (${query})`);
  const found = users.map(({ user_id }) => user_id).filter((id) => id !== '' && tools.isNotPerson(id));
  return `(${found.map(quote).join(', ') || 'NULL'})`;
}
