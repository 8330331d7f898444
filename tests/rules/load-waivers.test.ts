import { loadRules } from '../../src/rules/load.js';
import { loadWaivers } from '../../src/rules/load-waivers.js';
import { catalogue } from './support/definitions.js';
import { rule, threshold } from './support/faulty.js';
import { codes, marks, places, scratch } from './support/files.js';

const files = scratch();
afterAll(files.remove);

const tools = ['inbox'];
const loaded = loadRules(files.write('rules.yaml', rule(threshold)), { measures: catalogue });
if (!loaded.ok) throw new Error('the rules are well');
const { rules } = loaded;

test('a waivers file as it should be', () => {
  const text =
    'version: 1\nwaivers: [{rule: r, tool: inbox, owner: Ann, reason: Soon., expires: 2026-12-01}]';
  expect(loadWaivers(files.write('waivers.yaml', text), { rules, tools })).toEqual({
    ok: true,
    waivers: [{ rule: 'r', tool: 'inbox', owner: 'Ann', reason: 'Soon.', expires: '2026-12-01' }],
  });
});

test('faults of a waivers file', () => {
  const marked = `version: 1
waivers:
  - {rule: ¦rr, tool: ¦inbocks, owner: Ann, reason: Soon., expires: ¦2026-13-01}
  - {rule: r, owner: Ann, reason: Soon., expires: 2026-12-01}
  - {rule: ¦r, owner: Bo, reason: Later., expires: 2026-12-01}
  - ¦¦¦{rule: r, tool: inbox, ¦because: Yes.}
`;
  const path = files.write('waivers.yaml', marked.replaceAll('¦', ''));
  const read = loadWaivers(path, { rules, tools });
  const faults = read.ok ? [] : read.faults;
  expect(places(faults)).toEqual(marks(marked));
  expect(codes(faults)).toEqual([
    'unknown-rule r',
    'unknown-tool inbox',
    'bad-value',
    'duplicate-id',
    'missing-key',
    'missing-key',
    'missing-key',
    'unknown-key reason',
  ]);
});
