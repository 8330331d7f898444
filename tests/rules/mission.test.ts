import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadMeasures } from '../../src/measures/registry.js';
import { loadRules } from '../../src/rules/load.js';
import { shipped } from '../../src/rules/shipped.js';
import { articleOf } from '../../src/wording/articles.js';
import { printed } from './support/files.js';

const catalogue = loadMeasures();
const loaded = loadRules(shipped('mission.yaml'), { measures: catalogue });
if (!loaded.ok) throw new Error(printed(loaded.faults).join('\n'));
const { rules, notices } = loaded;
const definitionOf = (measure: string) => catalogue.find(({ id }) => id === measure)!;

/** The headings of the two articles, as printed. */
const headings: Record<string, string[]> = {
  'the-mission-of-medicine': [
    'What the “mission” actually means in modern medicine',
    'Medicine is a trust profession, not a transaction',
    'The ethical backbone: doing good, avoiding harm, respecting choices, seeking fairness',
    'Why medicine can’t be only technical',
    'Patient-centered care is mission-centered care',
    'Professionalism: the mission with a name tag',
    'Lifelong learning isn’t optional in a field that keeps changing',
    'Teamwork: the mission is a group project (with higher stakes)',
    'Patient safety is built by culture, not heroics',
    'When the system pulls clinicians away from the mission',
    'Burnout isn’t a personal failure; it’s often a work-environment signal',
    'Health equity and prevention: the mission beyond the exam room',
    'Prevention is quiet, unglamorous, and wildly effective',
    'Technology, AI, and modern medicine: mission or distraction?',
    'The mission is the filter',
    'How clinicians keep the mission alive (even on chaotic days)',
    'Practical mission-keeping habits',
    'Experiences that show why medicine is not just a job (extended section)',
  ],
  'behind-the-stethoscope': [
    'The Weight of Responsibility',
    'Sacrifices Beyond the Clinic',
    'Human Moments in a Clinical World',
    'Redefining Success in Modern Medicine',
  ],
};

const articles = join(import.meta.dirname, '..', '..', '..', 'shared', 'mission');

(existsSync(articles) ? test : test.skip)('the headings are those of the articles', () => {
  const plain = (text: string) => text.replaceAll('’', "'");
  for (const [article, list] of Object.entries(headings)) {
    const lines = plain(readFileSync(join(articles, `${article}.txt`), 'utf8')).split('\n');
    for (const heading of list) expect(lines.map((line) => line.trim())).toContain(plain(heading));
  }
});

/** What the articles ask of a tool: each is asked here, by rules or by saying that no trace can tell. */
const ASKED = [
  'care-or-clicks',
  'buried-in-pop-ups',
  'equity',
  'privacy',
  'relationship',
  'understanding',
  'harm',
  'access',
  'time-for-care',
  'billing-or-care',
  'administrative-burden',
  'fragmentation',
  'sustainable-work',
  'team',
  'speaking-up',
  'prevention',
  'evidence-currency',
  'margin-for-error',
  'human-moments',
  'wellbeing',
];

test('all that the articles ask is asked', () => {
  expect(rules.questions.map(({ id }) => id)).toEqual(expect.arrayContaining(ASKED));
});

test('work at night, at weekends and on holidays is judged only against a schedule of one’s own', () => {
  const own = rules.rules.filter(({ question }) => question === 'sustainable-work');
  expect(own.length).toBeGreaterThan(3);
  for (const { measure } of own)
    expect([measure, definitionOf(measure).judgedNeeds]).toEqual([
      measure,
      expect.arrayContaining(['schedule']),
    ]);
});

test('our rules are without fault, and nothing about them needs a remark', () => {
  expect(notices).toEqual([]);
  expect(rules.rules.length).toBeGreaterThan(15);
});

test('every question names a heading that its article has', () => {
  for (const { article, section } of rules.questions) expect(headings[article]).toContain(section);
  // Reports name the article by its title.
  for (const { article } of rules.questions) expect(articleOf(article)).not.toBe(article);
});

test('every question has rules or says why not, and care-or-clicks looks at both sides', () => {
  for (const { id, notMeasurable } of rules.questions)
    expect([id, rules.rules.some(({ question }) => question === id)]).toEqual([id, !notMeasurable]);
  const sides = rules.rules.filter(({ question }) => question === 'care-or-clicks').map(({ side }) => side);
  expect(new Set(sides)).toEqual(new Set(['burden', 'benefit']));
});

test.each(rules.rules.map((rule) => [rule.id, rule] as const))(
  '%s says where it comes from and what to do',
  (_, rule) => {
    expect(rule.basis.note).toBeTruthy();
    expect(rule.basis.reviewed).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(rule.advice.clinician).toBeTruthy();
    expect(rule.advice.informatics).toBeTruthy();
  },
);
