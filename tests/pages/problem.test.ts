import { problemPage } from '../../src/pages/problem.js';
import { payloads } from './fixture/rewritten.js';

const problem = {
  title: 'This page has expired',
  detail: 'Nothing was lost. Open it again from the patient’s chart.',
  code: 'session/expired',
  actions: [
    { href: '/launch?again=1', label: 'Open Mission Audit', ownTab: true },
    { href: '#main', label: 'Read this again' },
  ],
};

test('says what happened, the next step and the code', () => {
  const page = problemPage(problem, { stylePath: '/style.css' });
  expect(page).toContain('<h1>This page has expired</h1>');
  expect(page).toContain('Nothing was lost. Open it again from the patient’s chart.');
  expect(page).toContain('<code>session/expired</code>');
  expect(page).toContain(
    '<a href="/launch?again=1" target="_blank" rel="noopener">Open Mission Audit (opens in its own tab)</a>',
  );
  expect(page).toContain('<a href="#main">Read this again</a>');
});

test.each(Object.entries(payloads))('%s stays text, and is no link', (_, text) => {
  const hostile = { title: text, detail: text, code: text, actions: [{ href: text, label: text }] };
  const page = problemPage(hostile, { stylePath: '/style.css' });
  expect(page.match(/<[a-z]+/g)).toEqual(
    problemPage({ ...problem, actions: [] }, { stylePath: '/style.css' }).match(/<[a-z]+/g),
  );
});
