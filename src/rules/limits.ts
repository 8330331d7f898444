/** Above this share of unmapped rows no verdict, and no change, speaks of a tool (design.md, `tools.yaml`). */
export const MAX_UNMAPPED = 0.2;

/** Groups smaller than this are lowered only by a site for its own eyes. */
const PUBLISHED_MINIMUM = 5;

/** Whether a report must say "internal, not for publication". */
export const isInternal = (minClinicians: number): boolean => minClinicians < PUBLISHED_MINIMUM;
