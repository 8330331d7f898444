import { idOf } from '../../practice/ehr/oauth/launches.js';
import { reach } from '../../practice/ehr/oauth/scopes.js';
import { fhir, launched } from '../support/app.js';
import type { Practice } from '../support/practice.js';

export function scopes(practice: Practice): void {
  const statuses = async (scope: string, paths: string[]) => {
    const tokens = await launched(practice.ehr, { context: practice.shown, scope: `launch openid ${scope}` });
    return Promise.all(paths.map(async (path) => (await fhir(practice.ehr, path, tokens)).status));
  };

  describe('scopes reach', () => {
    it.each<[string, string, 'read' | 'search' | 'update', string]>([
      ['user/Encounter.r', 'Encounter', 'read', 'all'],
      ['user/Encounter.r', 'Encounter', 'search', 'none'],
      ['user/Encounter.s', 'Encounter', 'read', 'none'],
      ['user/Encounter.rs', 'Patient', 'read', 'none'],
      ['user/*.rs', 'Patient', 'search', 'all'],
      ['user/Encounter.read', 'Encounter', 'search', 'all'],
      ['user/Encounter.read', 'Encounter', 'update', 'none'],
      ['user/Encounter.write', 'Encounter', 'read', 'none'],
      ['user/*.*', 'Encounter', 'update', 'all'],
      ['patient/*.read', 'Encounter', 'read', 'patient'],
      ['patient/*.read user/Encounter.r', 'Encounter', 'read', 'all'],
      ['patient/*.read user/Encounter.r', 'Encounter', 'search', 'patient'],
      ['system/*.rs', 'Encounter', 'read', 'none'],
      ['openid launch fhirUser', 'Encounter', 'read', 'none'],
    ])('"%s" for %s.%s: %s', (scope, type, interaction, far) => {
      expect(reach(scope, { type, interaction })).toBe(far);
    });
  });

  describe('the FHIR server enforces', () => {
    const read = () => practice.shown.encounter;
    const search = 'Encounter?_count=1';

    it('v2: read and search apart, and types apart', async () => {
      expect(await statuses('user/Encounter.r', [read(), search, practice.shown.patient])).toEqual([
        200, 403, 403,
      ]);
      expect(await statuses('user/Encounter.s', [read(), search])).toEqual([403, 200]);
      expect(await statuses('user/*.rs', [read(), search, practice.shown.patient])).toEqual([200, 200, 200]);
    });

    it('v1: read is both', async () => {
      expect(await statuses('user/Encounter.read', [read(), search, practice.shown.patient])).toEqual([
        200, 200, 403,
      ]);
      expect(await statuses('user/Encounter.write', [read(), search])).toEqual([403, 403]);
      expect(await statuses('user/*.*', [read(), search])).toEqual([200, 200]);
    });

    it('with an OperationOutcome that says so', async () => {
      const tokens = await launched(practice.ehr, {
        context: practice.shown,
        scope: 'launch user/Patient.r',
      });
      const { status, headers, body } = await fhir(practice.ehr, search, tokens);
      expect(status).toBe(403);
      expect(headers.get('www-authenticate')).toContain('insufficient_scope');
      expect(body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'forbidden' }] });
    });

    it('patient scopes: the launch patient and no other', async () => {
      const { ehr, shown } = practice;
      const tokens = await launched(ehr, { context: shown, scope: 'launch patient/*.read' });
      const patient = idOf(shown.patient);
      const all = await fhir(ehr, 'Encounter?_count=500', tokens);
      expect(all.body.total).toBeGreaterThan(0);
      for (const { resource } of all.body.entry) expect(resource.subject.reference).toBe(shown.patient);
      const others = patient === '1' ? '2' : '1';
      expect((await fhir(ehr, `Encounter?patient=${others}`, tokens)).body.total).toBe(0);
      expect((await fhir(ehr, `Patient/${others}`, tokens)).status).toBe(404);
      expect((await fhir(ehr, `Patient/${patient}`, tokens)).status).toBe(200);
      expect((await fhir(ehr, 'Patient', tokens)).body.total).toBe(1);
      expect((await fhir(ehr, shown.user, tokens)).status).toBe(200);
      const events = await fhir(ehr, 'AuditEvent?_count=500', tokens);
      expect(events.body.total).toBeGreaterThan(0);
      for (const { resource } of events.body.entry)
        expect(JSON.stringify(resource)).toContain(`"${shown.patient}"`);
    });

    it('patient scopes reach nothing where the launch has no patient', async () => {
      const { ehr, shown } = practice;
      const tokens = await launched(ehr, { context: { user: shown.user }, scope: 'launch patient/*.read' });
      expect((await fhir(ehr, 'Encounter?_count=1', tokens)).status).toBe(403);
    });

    it('that nothing is written, whatever the scopes', async () => {
      const { ehr, shown } = practice;
      const writes: [string, string][] = [
        ['POST', 'Encounter'],
        ['PUT', shown.encounter],
        ['PATCH', shown.encounter],
        ['DELETE', shown.encounter],
      ];
      for (const [scope, expected] of [
        ['user/*.rs', 403],
        ['user/*.cruds user/*.write', 405],
      ] as const) {
        const tokens = await launched(ehr, { context: shown, scope: `launch ${scope}` });
        for (const [method, path] of writes)
          expect({ method, status: (await fhir(ehr, path, { ...tokens, method })).status }).toEqual({
            method,
            status: expected,
          });
      }
    });
  });
}
