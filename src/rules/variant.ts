/** A variant of a measure's definition, as the words that finish "counted …". */
export function variantPhrase(variant: string): string {
  const known = phrases.get(variant);
  if (known) return known;
  const [, seconds] = /^(?:scheduled-)?(\d+)$/.exec(variant) ?? [];
  return seconds ? `with a ${seconds}-second idle cutoff` : `the other way (“${variant}”)`;
}

const phrases = new Map([
  ['answered', 'over answered alerts only'],
  ['all', 'over all alerts, answered or not'],
  ['86400', 'within a day'],
  ['31536000', 'within a year'],
]);
