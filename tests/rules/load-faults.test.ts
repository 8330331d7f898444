import { FAULT_CODES } from '../../src/rules/faults.js';
import { loadRules } from '../../src/rules/load.js';
import { allMeasures, catalogue } from './support/definitions.js';
import { withRules } from './support/faulty.js';
import { faultyFiles } from './support/faulty-files.js';
import { arguable, faultyRules, remarks, TODAY } from './support/faulty-rules.js';
import { codes, marks, places, printed, scratch } from './support/files.js';

const files = scratch();
afterAll(files.remove);

const tools = ['sepsis-alert', 'inbox', 'order-entry'];
/** Reads a file in which ¦ stands before each place that a fault is expected at. */
function load(marked: string) {
  const path = files.write('rules.yaml', marked.replaceAll('¦', ''));
  return loadRules(path, {
    measures: marked.includes('extends: mission-audit/mission') ? allMeasures : catalogue,
    tools,
  });
}

test.each([...faultyFiles, ...faultyRules])('%s', (_, marked, expected) => {
  const loaded = load(marked);
  const faults = loaded.ok ? [] : loaded.faults;
  expect(codes(faults)).toEqual(expected);
  expect(places(faults)).toEqual(marks(marked));
});

test('all faults are reported at once, in the order of the page', () => {
  const loaded = load(
    withRules(`rules:
  - {id: a, question: qq, measure: acted-on-share, by: tol, at-least: 1.5, basis: {kind: lokal}}
  - {id: b, question: q, measure: click-per-encounter, at-most: 3, basis: {kind: none}, advise: {}}
filter: [{is: serve, when: {any-pass: all}}]`),
  );
  expect(loaded.ok ? [] : printed(loaded.faults)).toMatchInlineSnapshot(`
[
  "rules.yaml:4:23: Rule "a": there is no question "qq". Did you mean "q"? [unknown-question]",
  "rules.yaml:4:56: Rule "a": there is no dimension "tol"; "acted-on-share" offers tool, alert_key. Did you mean "tool"? [unknown-dimension]",
  "rules.yaml:4:71: Rule "a": "acted-on-share" is a share between 0 and 1, but 1.5 is asked. Did you mean "0.015"? [impossible-threshold]",
  "rules.yaml:4:90: "rules.0.basis.kind" is "lokal"; it may be local, consensus, evidence, regulation, none. Did you mean "local"? [bad-value]",
  "rules.yaml:5:35: Rule "b": there is no measure "click-per-encounter". Did you mean "clicks-per-encounter"? [unknown-measure]",
  "rules.yaml:5:89: "rules.1" has no key "advise". Did you mean "advice"? [unknown-key]",
  "rules.yaml:6:15: "filter.0.is" is "serve"; it may be serves, warning-sign, mixed, cannot-tell. Did you mean "serves"? [bad-value]",
]
`);
});

test('a cycle over two files is found, and the line that closes it named', () => {
  files.write('b.yaml', 'version: 1\nextends: ./a.yaml');
  const loaded = loadRules(files.write('a.yaml', 'version: 1\nextends: ./b.yaml'), { measures: catalogue });
  expect(loaded.ok ? [] : printed(loaded.faults)).toHaveLength(1);
  expect(loaded.ok ? [] : printed(loaded.faults)[0]).toMatch(/^b\.yaml:2:10: .*\[extends-cycle\]$/);
});

test('a fault in an extended file is reported in that file', () => {
  files.write('base.yaml', withRules('rules: [{id: r, question: q, severity: of}]'));
  const loaded = load('version: 1\nextends: base.yaml');
  expect(loaded.ok ? [] : printed(loaded.faults)).toEqual([
    expect.stringMatching(/^base\.yaml:3:9: .*"measure"/),
    expect.stringMatching(/^base\.yaml:3:9: .*"basis"/),
    expect.stringMatching(/^base\.yaml:3:9: .*\[no-threshold\]$/),
    expect.stringMatching(/^base\.yaml:3:40: .*Did you mean "off"\? \[bad-value\]$/),
  ]);
});

test('a file that cannot be read, or is a folder', () => {
  for (const name of ['not-there.yaml', '.']) {
    const loaded = loadRules(files.path(name), { measures: catalogue });
    expect(loaded.ok ? [] : codes(loaded.faults)).toEqual(['unreadable']);
  }
});

test.each(remarks)('remarked on, but not refused: %s', (_, marked, expected) => {
  const loaded = load(marked);
  if (!loaded.ok) throw new Error(printed(loaded.faults).join('\n'));
  expect(codes(loaded.notices)).toEqual(expected);
  expect(places(loaded.notices)).toEqual(marks(marked));
});

test.each(arguable)('remarked on, where today is known: %s', (_, marked, expected) => {
  const path = files.write('rules.yaml', marked.replaceAll('¦', ''));
  const loaded = loadRules(path, { measures: allMeasures, tools, today: TODAY });
  if (!loaded.ok) throw new Error(printed(loaded.faults).join('\n'));
  // Ours, where a case extends it, has remarks of its own.
  const own = loaded.notices.filter(({ file }) => file === path);
  expect(codes(own)).toEqual(expected);
  expect(places(own)).toEqual(marks(marked));
  const undated = load(marked);
  const always = expected.filter((code) => code === 'rule-off' || code === 'no-rules');
  expect(undated.ok ? codes(undated.notices) : null).toEqual(always);
});

test('every code of the catalogue can be reached', () => {
  const seen = new Set<string>(['too-large', 'too-deep', 'alias-bomb', 'unreadable', 'unknown-rule']);
  for (const [, , expected] of [...faultyFiles, ...faultyRules, ...remarks, ...arguable])
    for (const one of expected) seen.add(one.split(' ')[0]!);
  expect([...seen].sort()).toEqual([...FAULT_CODES].sort());
});
