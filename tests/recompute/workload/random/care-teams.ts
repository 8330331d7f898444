import { HOUR, siteDay, startOfDay } from '../../instants.js';
import type { Cells } from '../../random/cells.js';
import type { Resource } from '../../random/people.js';
import type { Random } from '../../random/random.js';
import { dayZone, type Scenario } from '../../random/scenario.js';
import { written } from '../../random/times.js';
import { CLINICIANS, dayOf, patientForms } from './crowd.js';
import { type Deed, pair } from './deeds.js';
import { actorOf } from './references.js';

/** Teams that begin or end on the day of a row, and such as have no bounds. */
export function careTeams(r: Random, of: Scenario, deeds: Deed[]): Cells[] {
  return Array.from({ length: r.int(4, 16) }, () => {
    const { user, patient, at } = pair(r, deeds);
    const midnight = startOfDay(siteDay(at, dayZone(of)), dayZone(of));
    const start = r.pick([null, at, at + HOUR, midnight, midnight + 24n * HOUR, at - 40n * 24n * HOUR]);
    const end = r.pick([null, at, at - HOUR, midnight - 1n, midnight + 20n * HOUR, at + 40n * 24n * HOUR]);
    const row = {
      patient_id: r.pick(patientForms(patient)),
      user_id: r.pick(CLINICIANS[user]!),
      started: start === null ? '' : of.hasZone && r.chance(0.2) ? dayOf(start) : written(start, r),
      ended: end === null ? '' : of.hasZone && r.chance(0.2) ? dayOf(end) : written(end, r),
    };
    // Two parts on one team, one of which has no end.
    if (r.chance(0.1)) return [row, { ...row, ended: '' }];
    // Corrected: when it ended was not known before, or was not what was said.
    const before = { ...row, ended: r.pick(['', written(at - HOUR, r)]), version: '9' };
    return r.chance(0.1) ? [before, { ...row, version: '10' }] : [row];
  }).flat();
}

/** Members with a period of their own, teams that were only proposed, versions of which a member has left. */
export function careTeamResources(r: Random, deeds: Deed[]): Resource[] {
  return Array.from({ length: r.int(0, 5) }, (_, i) => {
    const { user, patient, at } = pair(r, deeds);
    const other = pair(r, deeds);
    const team: Resource = {
      resourceType: 'CareTeam',
      id: `ct${i}`,
      status: r.pick(['active', 'active', 'active', 'inactive', 'proposed', 'entered-in-error']),
      subject: { reference: patientForms(patient)[0] },
      ...(r.chance(0.4) ? { period: { start: written(at - r.pick([HOUR, 72n * HOUR]), r) } } : {}),
      participant: [
        {
          member: actorOf(r.pick(CLINICIANS[user]!)),
          ...(r.chance(0.4)
            ? { period: { end: r.chance(0.5) ? dayOf(at) : written(at + r.pick([-30n * HOUR, HOUR]), r) } }
            : {}),
        },
        { member: { reference: 'Patient/x5' } },
      ],
      meta: { versionId: '10' },
    };
    const before: Resource = {
      ...team,
      status: 'active',
      participant: [{ member: actorOf(r.pick(CLINICIANS[other.user]!)) }],
      meta: { versionId: '9' },
    };
    return r.chance(0.4) ? [before, team] : [team];
  }).flat();
}
