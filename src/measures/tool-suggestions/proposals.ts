import type { Facts, Line } from '../../store/config/tools.js';
import type { FactGroup } from './rows.js';
import { isPersonal } from './sources.js';
import { categoryOfEntities, categoryOfName, SESSION_CODES, verbOf, WHOLE_CHART } from './vocabulary.js';

/** A tool or an activity that is proposed, before its rows are counted. */
export interface Proposal {
  id: string;
  title: string;
  category: string;
  lines: Line[];
}

type Part = Pick<Proposal, 'category' | 'lines'>;

/** Vendors' events, by their names; one whose name tells nothing by its kind or by what it touches. */
export function byMetric(groups: FactGroup[]): Part[] {
  const events = new Map<string, { feed: string; metric: string; facts: Facts[] }>();
  for (const { facts } of groups) {
    const { feed, metric } = facts;
    if (metric === '') continue;
    const key = JSON.stringify([feed, metric]);
    const event = events.get(key) ?? { feed, metric, facts: [] };
    event.facts.push(facts);
    events.set(key, event);
  }
  return [...events.values()].flatMap(({ feed, metric, facts }) => {
    const category = categoryOfName(metric) || categoryOfFacts(facts[0]!);
    return category === '' ? [] : [{ category, lines: [{ feed, metric }] }];
  });
}

function categoryOfFacts(facts: Facts): string {
  return (
    categoryOfEntities(facts.entity_types, verbOf(facts))?.category ?? categoryOfName(facts.type.join(' '))
  );
}

/** FHIR's rows, by the resources they touch; last those that name nothing but the chart. */
export function byEntity(groups: FactGroup[]): Part[] {
  const rest = groups.filter(({ facts }) => facts.metric === '').map(({ facts }) => facts);
  return [...entityLines(rest), ...sessionLines(rest), ...wholeChart(rest)];
}

function entityLines(rest: Facts[]): Part[] {
  const found = new Map<string, { category: string; entities: Set<string>; subtypes: Set<string> }>();
  for (const facts of rest) {
    const verb = verbOf(facts);
    const told = categoryOfEntities(facts.entity_types, verb);
    if (!told) continue;
    const needsVerb = told.category === 'documentation' || told.category === 'chart-review';
    const coded = facts.subtypes.length > 0;
    const key = needsVerb ? `${told.category} ${coded}` : told.category;
    const entry = found.get(key) ?? { category: told.category, entities: new Set(), subtypes: new Set() };
    entry.entities.add(told.entity);
    if (needsVerb) for (const subtype of facts.subtypes) entry.subtypes.add(subtype);
    found.set(key, entry);
  }
  return [...found.values()]
    .sort((a, b) => b.subtypes.size - a.subtypes.size)
    .map(({ category, entities, subtypes }) => ({
      category,
      lines: [{ ...(subtypes.size > 0 && { subtype: few(subtypes) }), entity: few(entities) }],
    }));
}

function sessionLines(rest: Facts[]): Part[] {
  const codes = (pick: (facts: Facts) => string[]) =>
    new Set(rest.flatMap(pick).filter((code) => SESSION_CODES.includes(code)));
  const [types, subtypes] = [codes(({ type }) => type), codes((facts) => facts.subtypes)];
  const lines = [
    ...(types.size > 0 ? [{ type: few(types) }] : []),
    ...(subtypes.size > 0 ? [{ subtype: few(subtypes) }] : []),
  ];
  return lines.length > 0 ? [{ category: 'administration', lines }] : [];
}

function wholeChart(rest: Facts[]): Part[] {
  const found = new Set(
    rest.flatMap((facts) => facts.entity_types).filter((type) => WHOLE_CHART.includes(type)),
  );
  return found.size > 0 ? [{ category: 'chart-review', lines: [{ entity: few(found) }] }] : [];
}

function few(values: Set<string>): string | string[] {
  const sorted = [...values].sort();
  return sorted.length === 1 ? sorted[0]! : sorted;
}

/** Lines that would match what nothing tells the tool of, most rows first. */
export function unsortedLines(groups: FactGroup[]): { match: Line; rows: number }[] {
  const lines = new Map<string, { match: Line; rows: number }>();
  for (const { facts, clinicianRows } of groups) {
    const match = lineOf(facts);
    const key = JSON.stringify(match);
    const line = lines.get(key) ?? { match, rows: 0 };
    line.rows += clinicianRows;
    lines.set(key, line);
  }
  return [...lines.values()].sort((a, b) => b.rows - a.rows);
}

/** All that is known of a row's facts and names no person. */
export function lineOf(facts: Facts): Line {
  const agents = facts.agents.filter((agent) => !isPersonal(agent));
  const entities = facts.entity_types.filter((type) => !WHOLE_CHART.includes(type));
  const written = {
    feed: facts.metric === '' ? '' : facts.feed,
    observer: isPersonal(facts.observer) ? '' : facts.observer,
    agent: few(new Set(agents)),
    metric: facts.metric,
    entity: few(new Set(entities.length > 0 ? entities : facts.entity_types)),
    type: few(new Set(facts.type)),
    subtype: few(new Set(facts.subtypes)),
  };
  return Object.fromEntries(
    Object.entries(written).filter(([, value]) => value !== undefined && value.length > 0),
  );
}
