import { HOUR, MINUTE, startOfDay } from '../../instants.js';
import type { Cells } from '../../random/cells.js';
import type { Random } from '../../random/random.js';
import { dayZone, type Scenario } from '../../random/scenario.js';
import { written } from '../../random/times.js';
import { CLINICIANS, NAMES } from './crowd.js';
import type { Deed } from './deeds.js';

/** Around a row: half an hour before and after to the microsecond, a night, none at all. */
export function shifts(r: Random, of: Scenario, deeds: Deed[]): Cells[] {
  return NAMES.filter(() => r.chance(0.5)).flatMap((user) => {
    const own = deeds.filter((deed) => deed.user === user);
    return Array.from({ length: r.int(1, 4) }, () => {
      const near = own.length > 0 ? r.pick(own).at : startOfDay(r.pick(of.days), dayZone(of));
      // The row is as far before the start, or after the end, as still belongs to the shift; or a microsecond farther.
      const margin = r.pick([30n * MINUTE, 30n * MINUTE, 30n * MINUTE + 1n, 0n]);
      const length = r.pick([HOUR, 8n * HOUR]);
      const start = r.chance(0.5) ? near + margin : near - margin - length;
      const row = {
        user_id: r.pick(CLINICIANS[user]!),
        started: written(start, r),
        ended: written(start + length, r),
      };
      // Two of one start: on duty, and then on call.
      if (r.chance(0.1)) return [row, { ...row, ended: written(start + 16n * HOUR, r) }];
      if (r.chance(0.1)) return [{ ...row, ended: '' }];
      if (r.chance(0.05)) return [{ ...row, ended: written(start - HOUR, r) }];
      const before = { ...row, ended: written(start + 16n * HOUR, r), version: '9' };
      return r.chance(0.1) ? [before, { ...row, version: '10' }] : [row];
    }).flat();
  });
}
