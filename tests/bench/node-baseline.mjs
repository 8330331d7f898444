// What somebody would write in an afternoon: readline and JSON.parse, the same per-encounter table as `mission-audit
// encounters --identifiers keep` for logs like the benchmark's: one server, every encounter read, all instants to the
// millisecond, no alerts and no telemetry. bench.ts compares the two tables cell by cell.
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';

const folder = process.argv[2];
const site = parse(readFileSync(join(folder, 'site.yaml'), 'utf8'));
const mapping = parse(readFileSync(join(folder, 'tools.yaml'), 'utf8'));
const HOUR = 3_600_000;

/** Text → whether any of the patterns fits, `*` being any text. */
function patterns(written) {
  const parts = [written]
    .flat()
    .map((one) => one.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*'));
  const regexp = new RegExp(`^(${parts.join('|')})$`);
  return (text) => regexp.test(text);
}

/** Facts → whether any line fits; of a line all keys must. */
function matcher(lines) {
  const tests = (lines ?? []).map((line) =>
    Object.entries(line).map(([key, written]) => ({ key, fits: patterns(written) })),
  );
  return (facts) => tests.some((line) => line.every(({ key, fits }) => facts[key]?.some(fits)));
}

const tools = mapping.tools.map(({ id, match }) => ({ id, fits: matcher(match) }));
const isBackground = matcher(mapping.background);
const isMachine = patterns(mapping.notPeople ?? []);

const kinds = new Map();
/** Tool, whether background, whether a logout; once for all events of the same facts. */
function kindOf(facts) {
  const key = Object.values(facts).join('|');
  let kind = kinds.get(key);
  if (!kind) {
    const tool = tools.find(({ fits }) => fits(facts))?.id ?? '';
    const logout = [...facts.type, ...facts.subtype].includes('110123');
    kind = { tool, logout, background: tool !== 'mission-audit' && isBackground(facts) };
    kinds.set(key, kind);
  }
  return kind;
}

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: site.timeZone,
  dateStyle: 'short',
  timeStyle: 'short',
  hourCycle: 'h23',
});
const weekday = new Intl.DateTimeFormat('en-US', { timeZone: site.timeZone, weekday: 'short' });
const quarters = new Map();
/** Site day, and whether after hours; the same for a quarter of an hour. */
function siteTime(at) {
  const quarter = Math.floor(at / (HOUR / 4));
  let known = quarters.get(quarter);
  if (!known) {
    const [day, time] = clock.format(at).split(', ');
    const hour = Number(time.slice(0, 2));
    const free = ['Sat', 'Sun'].includes(weekday.format(at)) || (site.holidays ?? []).includes(day);
    known = { day, late: hour >= 18 || hour < 6 || free };
    quarters.set(quarter, known);
  }
  return known;
}

/** Of several versions the latest, then the one with the greatest number. */
function isNewer(a, b) {
  if (!b) return true;
  const by = Date.parse(a.meta?.lastUpdated ?? 0) - Date.parse(b.meta?.lastUpdated ?? 0);
  return by > 0 || (by === 0 && Number(a.meta?.versionId ?? 0) > Number(b.meta?.versionId ?? 0));
}

const newest = new Map();
for (const line of readFileSync(join(folder, 'Encounter.ndjson'), 'utf8').split('\n')) {
  if (!line) continue;
  const resource = JSON.parse(line);
  if (isNewer(resource, newest.get(resource.id))) newest.set(resource.id, resource);
}
const encounters = new Map();
const ofPatient = new Map();
for (const resource of newest.values()) {
  if (['planned', 'cancelled', 'discontinued', 'entered-in-error'].includes(resource.status)) continue;
  const period = resource.actualPeriod ?? resource.period ?? {};
  const encounter = {
    id: `Encounter/${resource.id}`,
    patient: resource.subject?.reference ?? '',
    class: resource.class?.code ?? resource.class?.[0]?.coding?.[0]?.code ?? '',
    start: Date.parse(period.start),
    end: period.end ? Date.parse(period.end) : Date.parse(period.start) + 24 * HOUR,
    ended: period.end ? Date.parse(period.end) : undefined,
    people: new Set((resource.participant ?? []).map((one) => (one.individual ?? one.actor)?.reference)),
    clinicians: new Set(),
    tools: new Set(),
    actions: 0,
    interactions: 0,
    active: 0,
    late: 0,
    explicit: 0,
    period: 0,
    nearby: 0,
  };
  encounters.set(encounter.id, encounter);
  const own = ofPatient.get(encounter.patient);
  if (own) own.push(encounter);
  else ofPatient.set(encounter.patient, [encounter]);
}

const PERSON = /^(Practitioner|PractitionerRole|Person|Patient|RelatedPerson)\//;
const codes = (concepts) => (concepts ?? []).flatMap(({ coding = [] }) => coding.map(({ code }) => code));

const byUser = new Map();
const seen = new Map();
let first = Number.POSITIVE_INFINITY;
let last = Number.NEGATIVE_INFINITY;
const lines = createInterface({
  input: createReadStream(join(folder, 'AuditEvent.ndjson'), { highWaterMark: 1 << 20 }),
});
for await (const line of lines) {
  if (!line) continue;
  const event = JSON.parse(line);
  const at = Date.parse(event.recorded);
  first = Math.min(first, at);
  last = Math.max(last, at);
  const people = event.agent.filter(({ who }) => PERSON.test(who?.reference ?? ''));
  const user = (people.find((one) => one.requestor) ?? people[0])?.who.reference ?? '';
  const references = (event.entity ?? []).flatMap(({ what }) => what?.reference ?? []);
  const of = (type) => references.find((one) => one.startsWith(type));
  const extension = event.extension?.find(({ url }) => url.endsWith('/extension-AuditEvent.encounter'));
  const element = event.encounter?.reference ?? extension?.valueReference?.reference;
  const kind = kindOf({
    observer: [event.source?.observer?.reference ?? ''],
    agent: event.agent.flatMap(({ who }) => (PERSON.test(who?.reference) ? [] : (who?.reference ?? []))),
    type: [...(event.type?.code ? [event.type.code] : []), ...codes(event.category)],
    subtype: [...(event.subtype ?? []).map(({ code }) => code), ...codes(event.code ? [event.code] : [])],
    entity: references.map((one) => one.split('/', 1)[0]),
  });
  const row = {
    id: event.id,
    meta: event.meta,
    at,
    user: /^P(ractitioner|erson)/.test(user) && !isMachine(user) ? user : '',
    patient: event.patient?.reference ?? of('Patient/') ?? '',
    encounter: element ?? of('Encounter/') ?? '',
    element: element !== undefined,
    kind,
  };
  // The same event again: the newer counts.
  const key = `${event.id} ${at}`;
  const known = seen.get(key);
  if (!known) seen.set(key, row);
  else if (isNewer(row, known)) Object.assign(known, row);
}
for (const row of seen.values()) {
  if (!row.user || row.kind.background) continue;
  const own = byUser.get(row.user);
  if (own) own.push(row);
  else byUser.set(row.user, [row]);
}

/** The encounter of a row, and how it was found. */
function placeOf(row) {
  const named = encounters.get(row.encounter);
  if (named && (row.element || (row.at >= named.start - 24 * HOUR && row.at <= named.end + 72 * HOUR)))
    return { encounter: named, how: 'explicit' };
  let best;
  for (const encounter of ofPatient.get(row.patient) ?? []) {
    const { start, end } = encounter;
    const own = encounter.people.has(row.user);
    const open = row.at >= start && row.at <= end;
    const soon = row.at <= start && row.at >= start - 24 * HOUR ? start - row.at : Number.POSITIVE_INFINITY;
    const past = row.at >= end && row.at <= end + 72 * HOUR ? row.at - end : Number.POSITIVE_INFINITY;
    const distance = Math.min(soon, past);
    if (!open && (!own || distance === Number.POSITIVE_INFINITY)) continue;
    // Open with the user in it, open, near; then the latest start or the least distance; then the id.
    const step = open ? (own ? 0 : 1) : 2;
    const within = open ? -start : distance;
    const before =
      !best ||
      step < best.step ||
      (step === best.step &&
        (within < best.within || (within === best.within && encounter.id < best.encounter.id)));
    if (before) best = { encounter, step, within };
  }
  return { encounter: best?.encounter, how: best?.step === 2 ? 'nearby' : 'period' };
}

for (const [user, rows] of byUser) {
  rows.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const latest = new Map();
  for (let from = 0; from < rows.length; ) {
    // Rows at one instant share the gap to the next; logouts have no part in it.
    let to = from;
    while (to < rows.length && rows[to].at === rows[from].at) to += 1;
    const tied = rows.slice(from, to);
    const gap = to < rows.length ? rows[to].at - rows[from].at : Number.POSITIVE_INFINITY;
    const share = gap <= 300_000 ? gap / tied.filter(({ kind }) => !kind.logout).length : 0;
    from = to;
    for (const row of tied) {
      const run = `${row.kind.tool} ${row.patient}`;
      const follows = row.at - (latest.get(run) ?? Number.NEGATIVE_INFINITY) <= 2000;
      latest.set(run, row.at);
      const { encounter, how } = placeOf(row);
      if (!encounter || row.kind.tool === 'mission-audit') continue;
      encounter[how] += 1;
      encounter.actions += 1;
      encounter.interactions += follows ? 0 : 1;
      encounter.clinicians.add(user);
      if (row.kind.tool) encounter.tools.add(row.kind.tool);
      if (row.kind.logout) continue;
      encounter.active += share;
      if (siteTime(row.at).late) encounter.late += share;
    }
  }
}

const HEADER =
  'encounter_id,patient_id,class,started,ended,clinicians,logged_actions,interactions,clicks,ehr_active_seconds,' +
  'after_hours_seconds,tools,alerts,alert_firings,interruptive_alerts,alerts_accepted,alerts_overridden,' +
  'alerts_unanswered,explicit,period,nearby';
const instant = (at) => (Number.isFinite(at) ? new Date(at).toISOString() : '');
const seconds = (ms) => Number((ms / 1000).toFixed(6));
const [from, to] = [siteTime(first).day, siteTime(last).day];
const out = [...encounters.values()]
  .filter(({ start }) => siteTime(start).day >= from && siteTime(start).day <= to)
  .map((one) => {
    // Outside the window of the log a figure is empty, never 0.
    const audit = siteTime(one.end).day <= to ? (figure) => figure : () => '';
    return [
      one.id,
      one.patient,
      one.class,
      instant(one.start),
      instant(one.ended),
      audit(one.clinicians.size),
      audit(one.actions),
      audit(one.interactions),
      '',
      audit(seconds(one.active)),
      audit(seconds(one.late)),
      audit(one.tools.size),
      ...['', '', '', '', '', ''],
      audit(one.explicit),
      audit(one.period),
      audit(one.nearby),
    ].join(',');
  });
process.stdout.write(`${HEADER}\n${out.sort().join('\n')}\n`);
