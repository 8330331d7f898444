import { naming, variantWords } from '../../src/report/naming.js';
import type { Finding } from '../../src/result.js';
import { figure } from '../../src/wording/numbers.js';
import { finding } from './fixture/finding.js';
import { richResult } from './fixture.js';

const said = { question: 'q', status: 'fail', why: 'w' } as const;

test('findings of one measure are told apart by what their rules ask', () => {
  const findings = [
    finding({ ...said, rule: 'advice-taken', measure: 'acted-on-share' }),
    finding({ ...said, rule: 'alerts-mostly-acted-on', measure: 'acted-on-share' }),
    finding({ ...said, rule: 'evenings-free', measure: 'after-hours-share' }),
  ];
  const say = naming({ ...richResult(), findings });
  expect(findings.map(say.heading)).toEqual([
    'Share of alerts acted on: whole site (“advice taken”)',
    'Share of alerts acted on: whole site (“alerts mostly acted on”)',
    'Share of time in the record after hours: whole site',
  ]);
  expect(findings.map(say.rule)[0]).toBe('Share of alerts acted on (“advice taken”)');
});

test('a measure that was never measured has no title: the rule’s words are plainer than its id', () => {
  const findings = [finding({ ...said, rule: 'orders-shared', measure: 'tword' })];
  expect(naming({ ...richResult(), findings }).heading(findings[0]!)).toBe('Orders shared: whole site');
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

test.each([
  [{ stratum: 'language=es' }, 'language es'],
  [{ tool: 'inbox', stratum: 'age_band=80+' }, 'Inbox, age band 80+'],
  [{ stratum: 'language=missing' }, 'language not recorded'],
  [{}, 'whole site'],
])('the group %j reads %s', (by, words) =>
  expect(naming(richResult()).group(by as Finding['by'])).toBe(words),
);
