import type { Random } from '../../clinic/random.js';
import type { Card } from '../wire.js';
import type { Sending } from './sending.js';

/** What a fault has to spoil. */
export interface Scene {
  /** The true answer; for discovery, the true document. */
  json: object;
  /** Cards of this call, each with a uuid of its own. */
  cards: Card[];
  random: Random;
  delayMs: number;
  giganticBytes: number;
  /** Where a redirect leads. */
  elsewhere: string;
}

export type Fault = (scene: Scene) => Sending;

/** Each in several ways, by name. */
export type Ways = Record<string, Fault>;

export function bytesOf(json: object): Buffer {
  return Buffer.from(JSON.stringify(json));
}
