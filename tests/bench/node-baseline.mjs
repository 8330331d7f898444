// What somebody would write in an afternoon: readline and JSON.parse, the same per-encounter table. It knows neither
// versions nor duplicates, neither windows nor ties; it is the peer that the benchmark measures against.
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [folder, zone = 'America/New_York'] = process.argv.slice(2);

const encounters = new Map();
const ofPatient = new Map();
for (const line of readFileSync(join(folder, 'Encounter.ndjson'), 'utf8').split('\n')) {
  if (!line) continue;
  const resource = JSON.parse(line);
  const period = resource.actualPeriod ?? resource.period ?? {};
  const encounter = {
    id: `Encounter/${resource.id}`,
    patient: resource.subject?.reference ?? '',
    start: Date.parse(period.start),
    end: Date.parse(period.end ?? period.start),
    people: new Set((resource.participant ?? []).map((one) => (one.individual ?? one.actor)?.reference)),
    clinicians: new Set(),
    tools: new Set(),
    actions: 0,
    interactions: 0,
    seconds: 0,
    late: 0,
  };
  encounters.set(encounter.id, encounter);
  const own = ofPatient.get(encounter.patient);
  if (own) own.push(encounter);
  else ofPatient.set(encounter.patient, [encounter]);
}

const byUser = new Map();
const lines = createInterface({
  input: createReadStream(join(folder, 'AuditEvent.ndjson'), { highWaterMark: 1 << 20 }),
});
for await (const line of lines) {
  if (!line) continue;
  const event = JSON.parse(line);
  const agent = event.agent?.find((one) => one.requestor) ?? event.agent?.[0];
  const user = agent?.who?.reference ?? '';
  if (!user.startsWith('Practitioner')) continue;
  const references = (event.entity ?? []).map((one) => one.what?.reference ?? '');
  const row = {
    at: Date.parse(event.recorded),
    patient: event.patient?.reference ?? references.find((one) => one.startsWith('Patient/')) ?? '',
    encounter: event.encounter?.reference ?? references.find((one) => one.startsWith('Encounter/')) ?? '',
    tool: event.source?.observer?.reference ?? '',
  };
  const own = byUser.get(user);
  if (own) own.push(row);
  else byUser.set(user, [row]);
}

const hours = new Intl.DateTimeFormat('en-US', {
  timeZone: zone,
  hour: 'numeric',
  hourCycle: 'h23',
  weekday: 'short',
});
const late = new Map();
function afterHours(at) {
  const bucket = Math.floor(at / 900_000);
  let known = late.get(bucket);
  if (known === undefined) {
    const parts = Object.fromEntries(hours.formatToParts(at).map(({ type, value }) => [type, value]));
    known =
      Number(parts.hour) >= 18 ||
      Number(parts.hour) < 6 ||
      parts.weekday === 'Sat' ||
      parts.weekday === 'Sun';
    late.set(bucket, known);
  }
  return known;
}

for (const [user, rows] of byUser) {
  rows.sort((a, b) => a.at - b.at);
  const last = new Map();
  for (const [index, row] of rows.entries()) {
    const encounter = encounters.get(row.encounter) ?? openAt(row, user);
    const run = `${row.tool} ${row.patient}`;
    const follows = row.at - (last.get(run) ?? Number.NEGATIVE_INFINITY) <= 2000;
    last.set(run, row.at);
    if (!encounter) continue;
    const gap = (rows[index + 1]?.at ?? row.at) - row.at;
    encounter.actions += 1;
    encounter.interactions += follows ? 0 : 1;
    encounter.clinicians.add(user);
    encounter.tools.add(row.tool);
    if (gap <= 300_000) {
      encounter.seconds += gap / 1000;
      if (afterHours(row.at)) encounter.late += gap / 1000;
    }
  }
}

function openAt(row, user) {
  const open = (ofPatient.get(row.patient) ?? []).filter(
    ({ start, end }) => row.at >= start && row.at <= end,
  );
  return open.find(({ people }) => people.has(user)) ?? open[0];
}

const out = [...encounters.values()].map((one) =>
  [
    one.id,
    one.patient,
    one.clinicians.size,
    one.actions,
    one.interactions,
    one.seconds,
    one.late,
    one.tools.size,
  ].join(','),
);
process.stdout.write(`${out.sort().join('\n')}\n`);
