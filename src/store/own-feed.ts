/** The feed of what our own app records: views of charts, concerns. It is nobody's burden feed. */
export const OWN_FEED = 'mission-audit';
