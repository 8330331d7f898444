import { contrast, parseColour } from '../../src/pages/colour.js';
import { ehrStyle } from '../../src/pages/ehr-style.js';
import { palette } from '../../src/pages/palette.js';

const light = (inside: string) => `@media screen and (prefers-color-scheme: light) { :root { ${inside} } }\n`;
const dark = (inside: string) => `@media screen and (prefers-color-scheme: dark) { :root { ${inside} } }\n`;

test.each([
  ['#000', '#fff', 21],
  ['#777777', '#ffffff', 4.48],
  ['rgb(255, 0, 0)', '#fff', 4],
])('the contrast of %s on %s is %d', (a, b, ratio) => {
  expect(contrast(parseColour(a)!, parseColour(b)!)).toBeCloseTo(ratio, 1);
});

test.each([
  ['nothing', null, ''],
  ['no colours', {}, ''],
  ['a dark accent', { accent: '#0B3D91' }, light('--link: #0b3d91;')],
  ['a light accent', { accent: 'rgb(200 220 255)' }, dark('--link: #c8dcff;')],
  ['an accent that neither scheme can show', { accent: '#808080' }, ''],
  ['a light background', { background: '#f4f8fb' }, light('--paper: #f4f8fb; --card: #f4f8fb;')],
  ['a dark background', { background: '#101010' }, dark('--paper: #101010; --card: #101010;')],
  ['a background between', { background: '#888' }, ''],
  ['a dark text', { text: '#102030' }, light('--ink: #102030;')],
  ['a text as pale as its background', { background: '#fff', text: '#eee' }, dark('--ink: #eeeeee;')],
  [
    'all three',
    { background: '#fff', text: '#111', accent: '#036' },
    light('--paper: #ffffff; --card: #ffffff; --ink: #111111; --link: #003366;'),
  ],
])('%s', (_, style, sheet) => {
  expect(ehrStyle(style)).toBe(sheet);
});

test.each([
  '#12',
  '#12345678',
  'red; } body { display: none',
  'url(https://elsewhere.example/x)',
  'var(--fail)',
  'rgb(256, 0, 0)',
  'rgb(1, 2, 3); --fail: #fff',
  '#fff\n#000',
  'expression(alert(1))',
  '</style><script>',
  '',
])('%j is no colour', (text) => {
  expect(ehrStyle({ accent: text, background: text, text })).toBe('');
});

test('our own colours can be read on paper and card, in both schemes', () => {
  for (const { paper, card, ...inks } of Object.values(palette))
    for (const ink of Object.values(inks))
      for (const under of [paper, card])
        expect(contrast(parseColour(ink)!, parseColour(under)!)).toBeGreaterThanOrEqual(4.5);
});
