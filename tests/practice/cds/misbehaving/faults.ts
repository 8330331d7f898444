import type { Random } from '../../clinic/random.js';
import { compressed } from './compressed.js';
import { bytesOf, type Fault, type Ways } from './fault.js';
import { gigantic } from './gigantic.js';
import { halfWay } from './half-way.js';
import { malformed } from './malformed.js';
import { oddJson } from './odd-json.js';
import { otherStatus } from './other-status.js';
import { whole } from './sending.js';
import { slow } from './slow.js';
import { wrongType } from './wrong-type.js';
import { duplicateUuids, missingUuids } from './wrong-uuids.js';

/** `content`: what arrives is wrong. `network`: it arrives late, in part, packed, or under another status. */
export type Kind = 'content' | 'network';

const well: Ways = { '': ({ json }) => whole(bytesOf(json)) };

const CONTENT: Record<string, Ways> = {
  well,
  'wrong-type': wrongType,
  malformed,
  gigantic,
  'duplicate-uuids': duplicateUuids,
  'missing-uuids': missingUuids,
  'odd-json': oddJson,
};
const NETWORK: Record<string, Ways> = { well, slow, 'half-way': halfWay, status: otherStatus, compressed };

/** The id of the service that takes any fault, as the seed has it. */
export const ANY = 'any';

export interface Chosen {
  /** The full name, `malformed-bom`. */
  name: string;
  fault: Fault;
}

/** A service id names a fault (`malformed`, one of its ways by the seed), one way (`malformed-bom`), or `any`. */
export class Faults {
  private readonly byName = new Map<string, Chosen[]>();

  constructor(kind: Kind | undefined) {
    const kinds = { content: CONTENT, network: NETWORK, all: { ...CONTENT, ...NETWORK } };
    const all: Chosen[] = [];
    for (const [fault, ways] of Object.entries(kinds[kind ?? 'all'])) {
      const chosen = Object.entries(ways).map(([way, does]) => ({
        name: way ? `${fault}-${way}` : fault,
        fault: does,
      }));
      for (const one of chosen) this.byName.set(one.name, [one]);
      this.byName.set(fault, chosen);
      all.push(...chosen);
    }
    this.byName.set(ANY, all);
  }

  get names(): string[] {
    return [...this.byName.keys()];
  }

  choose(name: string, random: Random): Chosen | undefined {
    const ways = this.byName.get(name);
    return ways && random.pick(ways);
  }
}
