/** Fewer encounters than this are not shown (measures: "Publishing figures about people"). */
export const SMALLEST = 11;
