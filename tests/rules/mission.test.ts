import { loadRules } from '../../src/rules/load.js';
import { shipped } from '../../src/rules/shipped.js';
import { catalogue } from './support/definitions.js';
import { printed } from './support/files.js';

const loaded = loadRules(shipped('mission.yaml'), { measures: catalogue });
if (!loaded.ok) throw new Error(printed(loaded.faults).join('\n'));
const { rules, notices } = loaded;

/** The headings of the two articles, as printed. */
const headings: Record<string, string[]> = {
  'the-mission-of-medicine': [
    'What the “mission” actually means in modern medicine',
    'Why medicine can’t be only technical',
    'Professionalism: the mission with a name tag',
    'Teamwork: the mission is a group project (with higher stakes)',
    'When the system pulls clinicians away from the mission',
    'Health equity and prevention: the mission beyond the exam room',
    'Technology, AI, and modern medicine: mission or distraction?',
    'How clinicians keep the mission alive (even on chaotic days)',
    'Experiences that show why medicine is not just a job (extended section)',
  ],
  'behind-the-stethoscope': [
    'The Weight of Responsibility',
    'Sacrifices Beyond the Clinic',
    'Human Moments in a Clinical World',
    'Redefining Success in Modern Medicine',
  ],
};

test('our rules are without fault, and nothing about them needs a remark', () => {
  expect(notices).toEqual([]);
  expect(rules.rules.length).toBeGreaterThan(15);
});

test('every question and gap names a heading that its article has', () => {
  for (const { article, section } of [...rules.questions, ...rules.notMeasurable])
    expect(headings[article]).toContain(section);
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
