import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { AuditRow } from './audit-row.js';

export const OWN_APP = 'mission-audit';

type Line = Record<string, string | string[]>;

interface Entry {
  id: string;
  match?: Line[];
}

export interface Tools {
  tools: Entry[];
  activities: Entry[];
  background: Line[];
  notPeople: string[];
}

export function readTools(path: string | null): Tools {
  const file = path === null ? null : (parse(readFileSync(path, 'utf8')) as Partial<Tools> | null);
  return {
    tools: file?.tools ?? [],
    activities: file?.activities ?? [],
    background: file?.background ?? [],
    notPeople: file?.notPeople ?? [],
  };
}

/** "`*` is a wildcard"; "Patterns fit whole and by letter case." */
export function matches(pattern: string, text: string): boolean {
  const [first, ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first!)) return false;
  const last = rest.pop()!;
  let at = first!.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** "Facts: `observer, agent, type, subtype (any), entity (any resource type), metric, feed, purpose`" */
function facts(row: AuditRow): Record<string, string[]> {
  return {
    observer: row.observer === null ? [] : [row.observer],
    agent: row.agents,
    type: row.types,
    subtype: row.subtypes,
    entity: row.entityTypes,
    metric: [],
    feed: [row.feed],
    purpose: row.purposes,
  };
}

/** "a list means any of; all keys of one line must hold" */
function lineMatches(line: Line, row: AuditRow): boolean {
  const known = facts(row);
  return Object.entries(line).every(([fact, patterns]) =>
    [patterns].flat().some((pattern) => (known[fact] ?? []).some((text) => matches(pattern, text))),
  );
}

/** "The first entry that matches wins"; null is unmapped. */
function firstMatch(entries: Entry[], row: AuditRow): string | null {
  return entries.find(({ match }) => (match ?? []).some((line) => lineMatches(line, row)))?.id ?? null;
}

export function toolOf(row: AuditRow, tools: Tools): string | null {
  return firstMatch(tools.tools, row);
}

export function activityOf(row: AuditRow, tools: Tools): string | null {
  return firstMatch(tools.activities, row);
}

export function isBackground(row: AuditRow, tools: Tools): boolean {
  return tools.background.some((line) => lineMatches(line, row));
}

/** "`notPeople` patterns are compared with the id that remains" */
export function isNotPerson(user: string | null, tools: Tools): boolean {
  return user !== null && tools.notPeople.some((pattern) => matches(pattern, user));
}
