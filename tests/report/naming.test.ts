import { naming, variantWords } from '../../src/report/naming.js';
import { figure } from '../../src/wording/numbers.js';
import { finding } from './fixture/finding.js';
import { richResult } from './fixture.js';

const said = { question: 'q', status: 'fail', why: 'w' } as const;

test('findings of one measure are told apart by what their rules ask', () => {
  const findings = [
    finding({ ...said, rule: 'advice-taken', measure: 'acted-on-share' }),
    finding({ ...said, rule: 'alerts-mostly-acted-on', measure: 'acted-on-share' }),
    finding({ ...said, rule: 'alerts-per-visit', measure: 'alerts-per-encounter' }),
  ];
  const say = naming({ ...richResult(), measurements: [], findings });
  expect(findings.map(say.heading)).toEqual([
    'Acted on share: whole site (“advice taken”)',
    'Acted on share: whole site (“alerts mostly acted on”)',
    'Alerts per encounter: whole site',
  ]);
  expect(say.short(findings[0]!)).toBe('whole site: advice taken');
});

test.each([
  ['300', 'idle cutoff 300 s'],
  ['scheduled-60', 'own working hours known, idle cutoff 60 s'],
  ['86400', 'within a day'],
  ['answered', 'over answered alerts only'],
  ['odd', 'odd'],
])('the variant %s reads %s', (variant, words) => expect(variantWords(variant)).toBe(words));

test.each([
  [1, '1 alert per encounter'],
  [2.6, '2.60 alerts per encounter'],
])('%d alerts read %s', (value, words) => expect(figure(value, 'alerts per encounter')).toBe(words));
