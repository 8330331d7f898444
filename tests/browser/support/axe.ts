import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** All that axe finds, in the page or in the frames of it that are named. */
export async function violations(page: Page, within?: string): Promise<unknown[]> {
  // The other mode opens a page of its own, which the app's policy would have to allow.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (within) axe.include(within);
  const { violations: found } = await axe.analyze();
  return found.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]);
}
