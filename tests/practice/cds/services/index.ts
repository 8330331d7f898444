import { drugInteractions } from './drug-interactions.js';
import { followUp } from './follow-up.js';
import { sepsisWatch } from './sepsis-watch.js';
import type { PracticeService } from './service.js';
import { silentCoder } from './silent-coder.js';

/** By id, in the order of discovery. */
export const SERVICES: ReadonlyMap<string, PracticeService> = new Map(
  [sepsisWatch, drugInteractions, followUp, silentCoder].map((one) => [one.entries[0]!.id, one]),
);
