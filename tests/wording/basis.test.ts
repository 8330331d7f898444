import type { Finding } from '../../src/result.js';
import { basisOf } from '../../src/wording/basis.js';

test.each<[Finding['basis'], string]>([
  [{ kind: 'local' } as Finding['basis'], 'No outside benchmark'],
  [
    {
      kind: 'evidence',
      note: 'half of what people can bear.',
      citation: 'Journal 2021',
      reviewed: '2026-03-02',
    } as Finding['basis'],
    'Published evidence. Half of what people can bear. Journal 2021. Reviewed 2 March 2026',
  ],
  [{ kind: 'hearsay' } as unknown as Finding['basis'], 'Hearsay'],
])('%j', (basis, said) => {
  expect(basisOf({ basis })).toBe(said);
});
