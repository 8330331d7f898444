import { suppressNested } from '../../../src/rules/statistics/nested.js';
import type { TableCell } from '../../../src/rules/statistics/suppress.js';

/** Six people each, so that only encounters decide; parts `a1`, `a2` are of the whole `a`, `x1` of none. */
const cell = (key: string, encounters: number): TableCell => ({
  key,
  encounters,
  patients: encounters,
  clinicians: 6,
  people: [1, 2, 3, 4, 5, 6].map(String),
  size: encounters,
});

function hidden(parts: Record<string, number>, known: string[] = []): string[] {
  const names = [...new Set(Object.keys(parts).map((key) => key[0]!))].filter((name) => name !== 'x');
  const keysOf = (name: string) => Object.keys(parts).filter((key) => key.startsWith(name));
  const sum = (name: string) => keysOf(name).reduce((all, key) => all + parts[key]!, 0);
  const found = suppressNested(
    {
      wholes: names.map((name) => cell(name, sum(name))),
      parts: Object.entries(parts).map(([key, encounters]) => cell(key, encounters)),
      partsOf: new Map(names.map((name) => [name, new Set(keysOf(name))])),
      known: new Set(known),
    },
    5,
  );
  return [...found].sort();
}

test.each<[is: string, parts: Record<string, number>, known: string[], hidden: string[]]>([
  ['nothing small, nothing hidden', { a1: 20, a2: 30, b1: 40 }, [], []],
  [
    'the next smallest of its own whole, not of the table',
    { a1: 3, a2: 90, b1: 20, b2: 30 },
    [],
    ['a1', 'a2', 'b1', 'b2'],
  ],
  ['a small part beside two of its whole', { a1: 3, a2: 20, a3: 90, b1: 40, b2: 50 }, [], ['a1', 'a2']],
  // b1 is the next smallest part: b would show it. Beside b the smaller of a (93) and c (90) is hidden, and of c a part.
  [
    'a whole of one hidden part is that part',
    { a1: 3, a2: 90, b1: 20, c1: 40, c2: 50 },
    [],
    ['a1', 'a2', 'b', 'b1', 'c', 'c1'],
  ],
  [
    'a part of no whole is what the wholes leave',
    { x1: 3, a1: 20, b1: 30, b2: 40 },
    [],
    ['a', 'a1', 'b', 'b1', 'x1'],
  ],
  ['what another measure hides', { a1: 20, a2: 30, a3: 40, b1: 50 }, ['a1'], ['a1', 'a2']],
])('%s', (_, parts, known, expected) => {
  expect(hidden(parts, known)).toEqual(expected);
});

/** Every cell as a sum of parts; a hidden one must not be a combination of what is shown. */
function determined(parts: Record<string, number>, out: ReadonlySet<string>): string[] {
  const keys = Object.keys(parts);
  const wholes = [...new Set(keys.map((key) => key[0]!))].filter((name) => name !== 'x');
  const row = (of: (key: string) => boolean) => keys.map((key) => (of(key) ? 1 : 0));
  const shown = [
    row(() => true),
    ...wholes.filter((name) => !out.has(name)).map((name) => row((key) => key.startsWith(name))),
    ...keys.filter((key) => !out.has(key)).map((key) => row((one) => one === key)),
  ];
  const rank = (matrix: number[][]): number => {
    const left = matrix.map((one) => [...one]);
    let found = 0;
    for (let column = 0; column < keys.length; column += 1) {
      const pivot = left.findIndex((one, i) => i >= found && Math.abs(one[column]!) > 1e-9);
      if (pivot < 0) continue;
      [left[found], left[pivot]] = [left[pivot]!, left[found]!];
      for (const [i, one] of left.entries())
        if (i !== found) {
          const factor = one[column]! / left[found]![column]!;
          for (const [j, value] of left[found]!.entries()) one[j]! -= factor * value;
        }
      found += 1;
    }
    return found;
  };
  const known = rank(shown);
  return keys.filter((key) => out.has(key) && rank([...shown, row((one) => one === key)]) === known);
}

test('no small part can be worked out from what is shown, of 2,000 tables', () => {
  let state = 7;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
  let withHidden = 0;
  for (let table = 0; table < 2000; table += 1) {
    const parts: Record<string, number> = {};
    for (const name of ['a', 'b', 'c', 'x'].slice(0, 2 + random(3)))
      for (let part = 0; part <= random(4); part += 1)
        parts[`${name}${part}`] = 1 + random(random(2) ? 8 : 80);
    const out = new Set(hidden(parts));
    if (out.size > 0 && out.size < Object.keys(parts).length) withHidden += 1;
    const small = Object.keys(parts).filter((key) => parts[key]! <= 10);
    expect([parts, determined(parts, out).filter((key) => small.includes(key))]).toEqual([parts, []]);
  }
  expect(withHidden).toBeGreaterThan(500);
});
