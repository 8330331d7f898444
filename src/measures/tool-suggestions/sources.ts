import { OWN_TOOL } from '../../store/config/tools.js';
import type { Proposal } from './proposals.js';
import type { FactGroup } from './rows.js';
import { categoryOfEntities, categoryOfName, verbOf } from './vocabulary.js';

/** Where rows come from: the system that wrote them (observer) or software that acted with a person (agent). */
interface Source {
  fact: 'observer' | 'agent';
  name: string;
  rows: number;
  /** Clinician rows by the category of what they touch. */
  touches: Map<string, number>;
}

/** Categories whose words are plain enough to believe of a source that touches everything. */
const PLAIN = ['telehealth', 'remote-monitoring', 'decision-support', 'inbox'];
/** A source that touches this many kinds of things is what all tools run on, not a tool. */
const PLATFORM = 3;
/** A kind of thing that is less of a source's rows than this does not count. */
const A_PART = 0.05;
/** A source whose name tells nothing must do one kind of work, and this share of all, to be proposed as a tool. */
const WORTH_A_TOOL = 0.002;

const PERSON = /(^|[/:])(Practitioner|PractitionerRole|Person|Patient|RelatedPerson)[/?]/;

/** Whether a name of a log is an id of a person: such a name is in no draft. */
export function isPersonal(name: string): boolean {
  return PERSON.test(name);
}

/** A tool for every source that is one: agents first, as they are the narrower fact. Takes all rows, mapped or not. */
export function bySource(groups: FactGroup[]): Proposal[] {
  const all = sourcesOf(groups);
  const total = groups.reduce((sum, group) => sum + group.clinicianRows, 0);
  const tools = all.filter((source) => isTool(source, total));
  return clustersOf(tools, all).map(({ fact, pattern, word, category }) => ({
    id: category === OWN_TOOL ? OWN_TOOL : slug(word),
    title: category === OWN_TOOL ? 'Mission Audit' : titled(word),
    category: category === OWN_TOOL ? 'administration' : category,
    lines: [{ [fact]: pattern }],
  }));
}

function sourcesOf(groups: FactGroup[]): Source[] {
  const found = new Map<string, Source>();
  for (const { facts, clinicianRows } of groups) {
    if (clinicianRows === 0) continue;
    const touched = categoryOfEntities(facts.entity_types, verbOf(facts))?.category;
    const names = [...new Set(facts.agents)].map((name) => ({ fact: 'agent' as const, name }));
    for (const { fact, name } of [...names, { fact: 'observer' as const, name: facts.observer }]) {
      if (name === '' || isPersonal(name)) continue;
      const source = found.get(`${fact} ${name}`) ?? { fact, name, rows: 0, touches: new Map() };
      source.rows += clinicianRows;
      if (touched) source.touches.set(touched, (source.touches.get(touched) ?? 0) + clinicianRows);
      found.set(`${fact} ${name}`, source);
    }
  }
  return [...found.values()].sort(
    (a, b) =>
      Number(a.fact === 'observer') - Number(b.fact === 'observer') ||
      b.rows - a.rows ||
      (a.name < b.name ? -1 : 1),
  );
}

function isTool(source: Source, total: number): boolean {
  const named = nameCategory(source);
  if (named === OWN_TOOL || PLAIN.includes(named)) return true;
  const parts = [...source.touches.values()].filter((rows) => rows >= A_PART * source.rows);
  if (named !== '') return parts.length < PLATFORM;
  return parts.length === 1 && source.rows >= WORTH_A_TOOL * total;
}

function nameCategory({ name }: Source): string {
  return /mission-audit/i.test(name) ? OWN_TOOL : categoryOfName(lastPart(name));
}

/** By name, else by what most of its rows touch, else unknown. */
function categoryOf(source: Source): string {
  const [most] = [...source.touches].sort(([, a], [, b]) => b - a);
  return nameCategory(source) || (most?.[0] ?? '');
}

interface Cluster {
  fact: Source['fact'];
  pattern: string;
  /** What names it. */
  word: string;
  category: string;
}

/** Sources that begin with one word and do one kind of work are one tool: `inbasket-01` and `inbasket-02`. */
function clustersOf(tools: Source[], all: Source[]): Cluster[] {
  const done = new Set<Source>();
  return tools.flatMap((source) => {
    if (done.has(source)) return [];
    const category = categoryOf(source);
    const start = /^(?:.*[/|:])?[A-Za-z]{3,}/.exec(source.name)?.[0];
    const sharing = all.filter(({ fact, name }) => fact === source.fact && start && name.startsWith(start));
    const one =
      sharing.length > 1 && sharing.every((other) => tools.includes(other) && categoryOf(other) === category);
    for (const member of one ? sharing : [source]) done.add(member);
    const { fact, name } = source;
    return one
      ? [{ fact, pattern: `${start}*`, word: lastPart(start!), category }]
      : [{ fact, pattern: name, word: lastPart(name), category }];
  });
}

/** What follows the last slash, bar or colon of a reference, an identifier or a URN. */
function lastPart(name: string): string {
  return /[^/|:]*$/.exec(name)?.[0] || name;
}

function slug(word: string): string {
  return (
    word
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'unnamed'
  );
}

const ABBREVIATIONS = /\b(adt|bpa|cds|cpoe|ehr|emr|lis|pacs|ris|rpm)\b/gi;

function titled(word: string): string {
  const words = word
    .replace(/[-_]+/g, ' ')
    .trim()
    .replace(ABBREVIATIONS, (short) => short.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}
