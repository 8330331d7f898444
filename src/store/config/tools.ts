import { CATEGORIES } from '../../tool-categories.js';
import { anyPattern } from './pattern.js';
import { readYaml } from './yaml-file.js';

/** The facts of a row by which its tool and activity are told. */
export interface Facts {
  observer: string;
  agents: string[];
  type: string[];
  subtypes: string[];
  entity_types: string[];
  metric: string;
  feed: string;
  purpose: string[];
}

/** One line of `match`: all its keys must hold. */
export type Line = Partial<
  Record<
    'observer' | 'agent' | 'type' | 'subtype' | 'entity' | 'metric' | 'feed' | 'purpose',
    string | string[]
  >
>;

export interface Tool {
  id: string;
  title: string;
  category: string;
}

export interface ToolMap {
  tools: Tool[];
  /** The tool of these facts, '' where none is mapped. The first entry that matches wins. */
  toolOf(facts: Facts): string;
  activityOf(facts: Facts): string;
  isBackground(facts: Facts): boolean;
  isNotPerson(userId: string): boolean;
}

/** Rows of our own app: shown as this tool's own cost, in no burden figure. */
export const OWN_TOOL = 'mission-audit';

export const ACTIVITIES = [
  'documentation',
  'chart-review',
  'ordering',
  'inbox',
  'billing',
  'administration',
  'communication',
  'education',
];

const patterns = { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] };
const line = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: Object.fromEntries(
    ['observer', 'agent', 'type', 'subtype', 'entity', 'metric', 'feed', 'purpose'].map((key) => [
      key,
      patterns,
    ]),
  ),
};
const lineList = { type: ['array', 'null'], items: line };

const SCHEMA = {
  type: 'object',
  required: ['version'],
  additionalProperties: false,
  properties: {
    version: { const: 1 },
    tools: {
      type: ['array', 'null'],
      items: {
        type: 'object',
        required: ['id', 'match'],
        additionalProperties: false,
        properties: {
          id: { type: 'string', minLength: 1 },
          title: { type: 'string' },
          category: { enum: CATEGORIES },
          match: lineList,
        },
      },
    },
    activities: {
      type: ['array', 'null'],
      items: {
        type: 'object',
        required: ['id', 'match'],
        additionalProperties: false,
        properties: { id: { enum: ACTIVITIES }, match: lineList },
      },
    },
    background: lineList,
    notPeople: { type: ['array', 'null'], items: { type: 'string' } },
  },
};

interface Written {
  tools?: { id: string; title?: string; category?: string; match: Line[] | null }[] | null;
  activities?: { id: string; match: Line[] | null }[] | null;
  background?: Line[] | null;
  notPeople?: string[] | null;
}

/** The map of a `tools.yaml`; without one nothing is mapped. Throws Fault `bad-tools`. */
export function loadTools(file: string | undefined): ToolMap {
  const written = file ? readYaml<Written>(file, SCHEMA, 'bad-tools') : {};
  const toolOf = firstMatch(written.tools ?? []);
  const activityOf = firstMatch(written.activities ?? []);
  const background = (written.background ?? []).map(lineTest);
  const notPeople = written.notPeople ?? [];
  return {
    tools: (written.tools ?? []).map(({ id, title = id, category = '' }) => ({ id, title, category })),
    toolOf,
    activityOf,
    isBackground: (facts) => background.some((test) => test(facts)),
    isNotPerson: notPeople.length > 0 ? anyPattern(notPeople) : () => false,
  };
}

function firstMatch(entries: { id: string; match: Line[] | null }[]): (facts: Facts) => string {
  const tests = entries.map(({ id, match }) => ({ id, lines: (match ?? []).map(lineTest) }));
  return (facts) => tests.find(({ lines }) => lines.some((test) => test(facts)))?.id ?? '';
}

/** All keys of one line must hold; where a fact is a list, any of it. */
export function lineTest(written: Line): (facts: Facts) => boolean {
  const values: Record<keyof Line, (facts: Facts) => string[]> = {
    observer: (facts) => [facts.observer],
    agent: (facts) => facts.agents,
    type: (facts) => facts.type,
    subtype: (facts) => facts.subtypes,
    entity: (facts) => facts.entity_types,
    metric: (facts) => [facts.metric],
    feed: (facts) => [facts.feed],
    purpose: (facts) => facts.purpose,
  };
  const tests = Object.entries(written).map(([key, wanted]) => {
    const fits = anyPattern(wanted);
    return (facts: Facts) => values[key as keyof Line](facts).some(fits);
  });
  return (facts) => tests.every((test) => test(facts));
}
