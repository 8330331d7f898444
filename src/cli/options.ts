import { type Command, InvalidArgumentError, Option } from 'commander';
import { Fault } from '../fault.js';

/** Options that `audit`, `encounters`, `collect` and `tools` share (design: "The command line"). */
export interface CommonOptions {
  store?: string;
  site?: string;
  timeZone?: string;
  server?: string;
  feed?: string;
  tools?: string;
  alerts?: string;
  mapping?: string;
  from?: string;
  to?: string;
  identifiers: 'pseudonymise' | 'keep';
  pseudonymKey?: string;
  output?: string;
}

/** A site day that exists. */
export function day(written: string): string {
  const date = new Date(`${written}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(written) ||
    Number.isNaN(date.getTime()) ||
    !date.toISOString().startsWith(written)
  )
    throw new InvalidArgumentError('expected a day such as 2026-03-01');
  return written;
}

/** Site days, both included. */
export interface Days {
  from: string;
  to: string;
}

const RANGE = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

export const isDayRange = (written: string): boolean => RANGE.test(written);

/** `2026-01-01..2026-01-31`: two site days that exist, both included. */
export function dayRange(written: string): Days {
  const [, first, last] = RANGE.exec(written) ?? [];
  if (!first || !last) throw new InvalidArgumentError('expected two days such as 2026-01-01..2026-01-31');
  const days = { from: day(first), to: day(last) };
  if (days.from > days.to) throw new Fault('bad-period', `${days.from} is after ${days.to}`);
  return days;
}

export function readingOptions(command: Command): Command {
  return command
    .option('--store <dir>', 'the store to use; without it a temporary one')
    .option('--site <file>', 'site.yaml: time zone, holidays, servers, feeds')
    .option('--time-zone <zone>', 'the site’s IANA time zone, for a quick look without site.yaml')
    .option('--server <alias>', 'whose files these are (default: the home server)')
    .option('--feed <name>', 'the name of the feed (default: fhir, the mapping’s or the table’s)')
    .option('--mapping <file>', 'how the columns of a delimited file are read');
}

export function mapOptions(command: Command): Command {
  return command
    .option('--tools <file>', 'tools.yaml: which rows belong to which tool and activity')
    .option('--alerts <file>', 'alerts.yaml: what each alert is for, and whether it interrupts');
}

export function periodOptions(command: Command): Command {
  return command
    .option('--from <day>', 'first site day (default: the first of the audit feed)', day)
    .option('--to <day>', 'last site day, included (default: the last of the audit feed)', day);
}

export function identifierOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--identifiers <how>', 'ids of patients and encounters')
        .choices(['pseudonymise', 'keep'])
        .default('pseudonymise'),
    )
    .option('--pseudonym-key <file>', 'a key, so that two exports join (or MISSION_AUDIT_PSEUDONYM_KEY)');
}
