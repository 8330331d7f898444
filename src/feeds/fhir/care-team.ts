import type { Micros } from '../instant.js';
import { idOf, period, type Reading, type Rows } from './clinical-reading.js';
import { objects, text } from './shape.js';

/** Never was, or is only planned. */
const NEVER = new Set(['entered-in-error', 'proposed']);

/**
 * The practitioners of a patient's CareTeam (R4 and R5), each with their own time on it. What they do not say of it the
 * team's own period says.
 */
export function careTeamRows(reading: Reading): Rows {
  const { resource, self } = reading;
  const patient = idOf(reading, resource.subject, 'Patient', 'subject');
  if (NEVER.has(text(resource.status, 'status') ?? '') || !/(^|[/:])Patient[/?]/.test(patient)) return [];
  const team = period(resource.period, 'period', reading);
  const members = objects(resource.participant, 'participant').flatMap((participant): Member[] => {
    const user_id = idOf(reading, participant.member, 'Practitioner', 'participant.member');
    if (!/(^|[/:])Practitioner(Role)?[/?]/.test(user_id)) return [];
    // R5 names it coverage[x]; a Timing (R5) says on which days, and is not read.
    const own = period(participant.period ?? participant.coveragePeriod, 'participant.period', reading);
    return [{ user_id, started: own.started ?? team.started, ended: own.ended ?? team.ended }];
  });
  return longest(members).map((member) => ({
    table: 'care_team',
    values: { patient_id: patient, ...member, owner: self },
  }));
}

interface Member {
  user_id: string;
  started: Micros | null;
  ended: Micros | null;
}

/** Who is there twice from one instant on, in two roles, is there until the later end. */
function longest(members: Member[]): Member[] {
  const found = new Map<string, Member>();
  for (const member of members) {
    const key = `${member.started} ${member.user_id}`;
    const held = found.get(key);
    if (!held || (held.ended !== null && (member.ended === null || member.ended > held.ended)))
      found.set(key, member);
  }
  return [...found.values()];
}
