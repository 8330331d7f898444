/** Exit codes (design: "The command line"). */
export const EXIT = { ok: 0, failed: 1, fault: 2, notJudged: 3 } as const;
