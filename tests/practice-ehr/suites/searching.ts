import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fhir, fhir, launched, type Tokens } from '../support/app.js';
import type { Practice } from '../support/practice.js';

export function searching(practice: Practice): void {
  describe('searching', () => {
    let tokens: Tokens;
    beforeAll(async () => {
      tokens = await launched(practice.ehr, { context: practice.shown, scope: 'launch user/*.rs' });
    });
    const get = async (path: string) => (await fhir(practice.ehr, path, tokens)).body;
    const link = (bundle: Fhir, relation: string) =>
      bundle.link.find((one: Fhir) => one.relation === relation)?.url;

    it('AuditEvents of an encounter: just its events, page after page', async () => {
      const encounter = busiest(practice.clinicDir);
      const expected = auditEventsOf(practice.clinicDir, encounter);
      const seen: string[] = [];
      let pages = 0;
      let url = `AuditEvent?entity=${encounter}&_count=2`;
      while (url) {
        const bundle = await get(url);
        expect(bundle.total).toBe(expected.length);
        expect(bundle.entry.length).toBeLessThanOrEqual(2);
        seen.push(...bundle.entry.map(({ resource }: Fhir) => resource.id));
        url = link(bundle, 'next');
        if (url) expect(url.startsWith(`${practice.ehr.iss}/`)).toBe(true);
        pages++;
      }
      expect(pages).toBe(Math.ceil(expected.length / 2));
      expect(pages).toBeGreaterThan(1);
      expect([...seen].sort()).toEqual(expected);
    });

    it('shows what was searched for in the self link, and leaves out what it did not understand', async () => {
      const { encounter } = practice.shown;
      const bundle = await get(`AuditEvent?entity=${encounter}&encounter=${encounter}&_revinclude=x:y`);
      const self = new URL(link(bundle, 'self'));
      expect(self.href.startsWith(`${practice.ehr.iss}/AuditEvent?`)).toBe(true);
      expect(Object.fromEntries(self.searchParams)).toEqual({ entity: encounter, _count: '50' });
      const strict = { ...tokens, headers: { prefer: 'handling=strict' } };
      expect((await fhir(practice.ehr, 'AuditEvent?encounter=1', strict)).status).toBe(400);
    });

    it.each(['patient=ID', 'patient=Patient/ID', 'subject:Patient=ID', 'patient=ISS/Patient/ID'])(
      'Encounters by %s, the latest first',
      async (query) => {
        const id = practice.shown.patient.slice('Patient/'.length);
        const bundle = await get(
          `Encounter?${query.replace('ISS', practice.ehr.iss).replace('ID', id)}&_sort=-date`,
        );
        const starts = bundle.entry.map(({ resource }: Fhir) => resource.period.start);
        expect(starts.length).toBeGreaterThan(1);
        expect(starts).toEqual([...starts].sort().reverse());
        for (const { resource } of bundle.entry)
          expect(resource.subject.reference).toBe(practice.shown.patient);
      },
    );

    it('sorts by several rules, the first one ruling', async () => {
      const bundle = await get('DetectedIssue?_sort=patient,-_lastUpdated&_count=500');
      const rows = bundle.entry.map(({ resource }: Fhir) => [
        resource.patient.reference,
        resource.meta.lastUpdated,
      ]);
      const wanted = [...rows].sort(([a, b], [c, d]) => (a === c ? (b < d ? 1 : -1) : a < c ? -1 : 1));
      expect(rows.length).toBeGreaterThan(10);
      expect(rows).toEqual(wanted);
    });

    it('by date, status and id, and by POST', async () => {
      const one = await get(practice.shown.encounter);
      const day = one.period.start.slice(0, 10);
      const found = await get(`Encounter?_id=${one.id}&date=ge${day}&status=finished`);
      expect(found.entry[0]).toMatchObject({ resource: { id: one.id }, search: { mode: 'match' } });
      expect(found.entry[0].fullUrl).toBe(`${practice.ehr.iss}/Encounter/${one.id}`);
      expect((await get(`Encounter?_id=${one.id}&date=lt${day}`)).total).toBe(0);
      const body = new URLSearchParams({ _id: one.id });
      const posted = await fhir(practice.ehr, 'Encounter/_search', { ...tokens, method: 'POST', body });
      expect(posted.body.total).toBe(1);
    });

    it('a benefit of the encounter shown first', async () => {
      const bundle = await get(`DetectedIssue?implicated=${practice.shown.encounter}`);
      expect(bundle.total).toBeGreaterThan(0);
    });

    it('answers 404 for what is not there and what is not served', async () => {
      for (const path of [
        'Encounter/none',
        'Observation?patient=1',
        'Encounter/1/$everything',
        'Encounter/1/_history',
      ])
        expect((await fhir(practice.ehr, path, tokens)).status).toBe(404);
    });

    it('has no AuditEvents where the EHR exposes none', async () => {
      const ehr = await practice.another({ auditEvents: 'none' });
      try {
        const given = await launched(ehr, { context: practice.shown });
        expect((await fhir(ehr, `AuditEvent?entity=${practice.shown.encounter}`, given)).status).toBe(404);
        expect(JSON.stringify((await fhir(ehr, 'metadata', {})).body)).not.toContain('AuditEvent');
      } finally {
        await ehr.close();
      }
    });

    it('is open about itself: metadata needs no token', async () => {
      const { status, body } = await fhir(practice.ehr, 'metadata', {});
      expect({ status, version: body.fhirVersion }).toEqual({ status: 200, version: '4.0.1' });
    });
  });
}

function auditLines(clinicDir: string): Fhir[] {
  const main = join(clinicDir, 'main');
  const files = readdirSync(main).filter((name) => name.startsWith('AuditEvent'));
  return files
    .flatMap((name) => readFileSync(join(main, name), 'utf8').split('\n'))
    .flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
}

/** Read from the clinic's files without the EHR's own reader: whatever names the encounter, in either version of FHIR. */
function encountersNamed(event: Fhir): string[] {
  const places = [event.encounter, ...(event.extension ?? []).map((one: Fhir) => one.valueReference)];
  for (const { what } of event.entity ?? []) places.push(what);
  const references = places.map((place) => place?.reference ?? '');
  return references.map((one) => /(?:^|fhir\/)(Encounter\/[^/]+)/.exec(one)?.[1] ?? '').filter(Boolean);
}

function auditEventsOf(clinicDir: string, encounter: string): string[] {
  const named = auditLines(clinicDir).filter((event) => encountersNamed(event).includes(encounter));
  return [...new Set(named.map(({ id }) => id))].sort();
}

function busiest(clinicDir: string): string {
  const counts = new Map<string, number>();
  for (const event of auditLines(clinicDir))
    for (const encounter of new Set(encountersNamed(event)))
      counts.set(encounter, (counts.get(encounter) ?? 0) + 1);
  const everyday = everydayEncounters(clinicDir);
  const ordinary = [...counts].filter(([encounter]) => everyday.has(encounter));
  return ordinary.sort((a, b) => b[1] - a[1])[0]![0];
}

/** Patients above 240 belong to the hard cases, where one event has several versions. */
function everydayEncounters(clinicDir: string): Set<string> {
  const lines = readFileSync(join(clinicDir, 'main', 'Encounter.ndjson'), 'utf8')
    .split('\n')
    .filter(Boolean);
  const encounters = lines.map((line) => JSON.parse(line) as Fhir);
  const everyday = encounters.filter(
    ({ subject }) => Number(/Patient\/(\d+)$/.exec(subject?.reference)?.[1]) <= 240,
  );
  return new Set(everyday.map(({ id }) => `Encounter/${id}`));
}
