import { asPlanted, told } from './told.js';

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  'at least five of the six planted tools come out as the simulator built them: seed %i',
  async (seed) => {
    const found = asPlanted(await told({ seed, neutral: false }));
    expect(found.length).toBeGreaterThanOrEqual(5);
  },
  120_000,
);

test('without the story none of them would pass for planted, but those that are well', async () => {
  const found = asPlanted(await told({ seed: 1, neutral: true }));
  for (const tool of ['interaction-popup', 'coding-assistant', 'inbox', 'telehealth'])
    expect(found).not.toContain(tool);
}, 120_000);
