import type { SiteStrata } from '../store/config/strata.js';
import type { Micros } from './instant.js';

export type Cell = string | number | bigint | boolean | string[] | null;

/** A row for a table of the store; `feed`, `source` and `server` are added by who reads the file. */
export interface FeedRow {
  table: string;
  values: Record<string, Cell>;
  /** Sorts as versions do; '' where the row has none. */
  version: string;
}

/** What could not be read: where and why, never the data. */
export interface Quarantined {
  file: string;
  line: number;
  code: string;
  why: string;
  table: string;
}

/** What a reader needs to know of the site. */
export interface FeedContext {
  server: string;
  servers: { alias: string; base: string; home: boolean }[];
  /** The site's IANA zone, null where unknown: then a time without offset cannot be read. */
  timeZone: string | null;
  /** The feed's name where `--feed` gives one. */
  feed: string | null;
  /** Which strata are stored, and what names the site gives to coverage and address; absent: nothing said. */
  strata?: SiteStrata | undefined;
}

export type { Micros };
