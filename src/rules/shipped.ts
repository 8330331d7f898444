import { fileURLToPath } from 'node:url';

/** A file of our `rules/`: beside `src/` in the repository, beside `dist/src/` in the package. */
export const shipped = (name: string): string =>
  fileURLToPath(new URL(`../../rules/${name}`, import.meta.url));

/** What a rules file may extend by name. */
export const SHIPPED_RULES: Readonly<Record<string, string>> = {
  'mission-audit/mission': 'mission.yaml',
};
