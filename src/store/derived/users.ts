/** Kinds of users whose alerts and telemetry count nowhere (measures, small print). */
const NOT_COUNTED = ['Patient', 'RelatedPerson', 'Device', 'Organization'];

/** SQL: whether alerts and telemetry of this (replaced) user count. Those without a user do. */
export function userCounts(column: string): string {
  return `NOT regexp_matches(${column}, '(^|[/:])(${NOT_COUNTED.join('|')})[/?]')`;
}

/** SQL: whether this user can be the responsible clinician. */
export function isPractitioner(column: string): string {
  return `regexp_matches(${column}, '(^|[/:])Practitioner(Role)?[/?]')`;
}
