/** The feed of what the click beacon counts: one batch, one row of ui_interval. */
export const BEACON_FEED = 'beacon';
