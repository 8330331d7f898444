/** The categories of tools that tools.yaml knows (docs/configuration.md), and that a rule's `where` may name. */
export const CATEGORIES: readonly string[] = [
  'telehealth',
  'remote-monitoring',
  'decision-support',
  'inbox',
  'documentation',
  'billing',
  'chart-review',
  'ordering',
  'administration',
  'communication',
  'education',
];
