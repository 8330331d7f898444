import { overviewPage } from '../../src/pages/overview.js';
import { hostile } from '../report/fixture/hostile.js';
import { emptyResult, richResult } from '../report/fixture.js';

const style = { stylePath: '/style.css' };

test('the site at a glance: the ledger first, questions worst first, what was read', () => {
  const page = overviewPage(richResult(), style);
  expect(page).toContain('7 of 17 rules could be judged.');
  expect([...page.matchAll(/<li><span class="badge ([a-z-]+)"/g)].map(([, status]) => status)).toEqual([
    ...['fail', 'fail', 'fail'],
    ...['insufficient-data', 'insufficient-data', 'pass'],
  ]);
  const places = ['tools', 'questions', 'coverage'].map((id) => page.indexOf(`<section id="${id}"`));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(page).toContain('Each tool against each question');
  expect(page).toContain('· not asked');
  expect(page).not.toContain('not for publication');
});

test('of nothing it says so', () => {
  const page = overviewPage(emptyResult(), style);
  expect(page).toContain('no dated rows were read');
  expect(page).toContain('No tool was found in what was read.');
});

test('small groups are labelled', () => {
  expect(overviewPage({ ...richResult(), internal: true }, style)).toContain('Internal, not for publication');
});

test('whatever the data says, the elements are the same', () => {
  const tags = (page: string) => page.match(/<\/?[a-z]\w*/g);
  expect(tags(overviewPage(hostile(richResult()), style))).toEqual(tags(overviewPage(richResult(), style)));
});
