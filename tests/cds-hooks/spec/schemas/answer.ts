import { SYSTEM_ACTION } from './action.js';
import { CARD } from './card.js';
import { any, closed, open, type Schema, some, type Version } from './parts.js';

/** "CDS Service Response / HTTP Response": no guidance is an empty array; `systemActions` from 2.0 on, never empty. */
export const ANSWER: Record<Version, Schema> = {
  '1.x': open({ cards: any(CARD['1.x']) }),
  '1.0': closed({ cards: any(CARD['1.0']) }),
  '2.0': closed({ cards: any(CARD['2.0']) }, { systemActions: some(SYSTEM_ACTION['2.0']) }),
  '3.0': closed({ cards: any(CARD['3.0']) }, { systemActions: some(SYSTEM_ACTION['3.0']) }),
};
