import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PracticeCds, type PracticeCdsOptions, startPracticeCds } from '../../practice/cds/index.js';
import { startMisbehaving } from '../../practice/cds/misbehaving.js';
import type { HookRequest } from '../../practice/cds/wire.js';
import type { Practice } from '../../practice-ehr/support/practice.js';
import { open, press, type Screen } from '../support/screen.js';

export function cardsOnScreen(practice: Practice, theCds: () => PracticeCds): void {
  const openChart = (encounter: string | undefined = practice.shown.encounter) =>
    open(practice.ehr.chartUrl(practice.shown.patient, { user: practice.shown.user, encounter }));
  const openDesk = async (chart?: Screen): Promise<Screen> => {
    const { document, url } = chart ?? (await openChart());
    return open(new URL(document.querySelector('iframe.desk')!.getAttribute('src')!, url).href);
  };
  const pick = (screen: Screen, name: string) => press(screen, { words: new RegExp(`^${name}$`) });
  const feedbackSince = (from: number, cds = theCds()) =>
    cds.feedback.slice(from).map(({ service, body }) => ({ service, ...JSON.parse(body).feedback[0] }));
  const withCds = async (options: PracticeCdsOptions, act: (cds: PracticeCds) => Promise<void>) => {
    const own = await startPracticeCds(options);
    practice.ehr.useCds(own.base);
    await act(own).finally(() => own.close());
  };

  describe('the column beside the app', () => {
    it('is there with decision support only, after the app, whose frame stays as it is', async () => {
      const chart = await openChart();
      const frames = [...chart.document.querySelectorAll('iframe')].map((frame) =>
        frame.getAttribute('title'),
      );
      expect(frames).toEqual(['Public app', 'Decision support']);
      await openDesk(chart);
      practice.ehr.useCds(undefined);
      expect((await openChart()).document.querySelectorAll('iframe').length).toBe(1);
    });

    it('fires patient-view once a chart is opened, and not again when the column is looked at again', async () => {
      const cds = theCds();
      const from = cds.calls.length;
      const desk = await openDesk();
      await open(desk.url);
      expect(cds.calls.slice(from).map(({ service }) => service)).toEqual(['sepsis-watch']);
      expect([desk.text('.card h2'), desk.text('.card .indicator'), desk.text('.card .source')]).toEqual([
        ['Raised risk of sepsis: consider a lactate'],
        ['warning'],
        ['Sepsis watch'],
      ]);
      expect(desk.document.querySelector('script, style, [onclick]')).toBeNull();
      expect(desk.policy).toContain("default-src 'none'");
    });

    it('Accept takes the first suggestion, once', async () => {
      const cds = theCds();
      const from = cds.feedback.length;
      const desk = await openDesk();
      const { uuid, suggestions } = JSON.parse(cds.answers.at(-1)!.body.toString()).cards[0];
      const accept = desk.document.querySelector('form[action$=accept]')!.getAttribute('action')!;
      const after = await press(desk, { words: /^Accept/ });
      expect(feedbackSince(from)).toEqual([
        {
          service: 'sepsis-watch',
          card: uuid,
          outcome: 'accepted',
          acceptedSuggestions: [{ id: suggestions[0].uuid }],
          outcomeTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        },
      ]);
      expect(after.text('.answer')).toEqual(['Accepted: Order a lactate']);
      expect(after.document.querySelector('.card form, .failure')).toBeNull();
      await open(new URL(accept, desk.url).href, { method: 'POST' });
      expect(cds.feedback.length).toBe(from + 1);
    });

    it('Override with one of the card’s own reasons, and a comment', async () => {
      const from = theCds().feedback.length;
      const desk = await openDesk();
      expect(desk.text('select[name=reason] option')).toEqual(['Already treated', 'Looked, and not septic']);
      const fields = { reason: '1', comment: 'seen at 9' };
      const after = await press(desk, { words: /^Override$/, fields });
      expect(feedbackSince(from)).toMatchObject([
        {
          outcome: 'overridden',
          overrideReason: {
            reason: { code: 'not-septic', system: 'https://vendor.example/override-reasons' },
            userComment: 'seen at 9',
          },
        },
      ]);
      expect(after.text('.answer')).toEqual(['Overridden: Looked, and not septic']);
    });

    it('a card that is ignored is never reported', async () => {
      const cds = theCds();
      const from = cds.feedback.length;
      await pick(await openDesk(), 'warfarin');
      expect(cds.feedback.length).toBe(from);
    });

    it('picking drugs fires order-select under one hookInstance, signing order-sign, and then anew', async () => {
      const cds = theCds();
      const from = cds.calls.length;
      let desk = await pick(await openDesk(), 'warfarin');
      expect(desk.text('.card h2')).toHaveLength(1);
      desk = await pick(desk, 'ibuprofen');
      expect(desk.text('.card .indicator')).toEqual(['warning', 'warning']);
      desk = await press(desk, { words: /^Sign$/ });
      expect(desk.text('.card .indicator')).toEqual(['warning', 'critical']);
      expect(desk.text('.done')).toEqual(['Signed: warfarin, ibuprofen']);
      expect(desk.text('form[action$=sign]')).toEqual([]);
      await pick(desk, 'acetaminophen');
      const requests = cds.calls.slice(from).map(({ body }) => JSON.parse(body) as HookRequest);
      expect(requests.map(({ hook }) => hook)).toEqual([
        'patient-view',
        'order-select',
        'order-select',
        'order-sign',
        'order-sign',
        'order-select',
      ]);
      const [view, one, two, sign, , next] = requests.map(({ hookInstance }) => hookInstance);
      expect(one).toBe(two);
      expect(new Set([view, one, sign, next]).size).toBe(4);
    });

    it('a card without reasons offers those of the specification', async () => {
      const from = theCds().feedback.length;
      const desk = await pick(await pick(await openDesk(), 'warfarin'), 'ibuprofen');
      const forms = [...desk.document.querySelectorAll('form[action$=override]')];
      expect(forms.length).toBe(2);
      const reasons = [...forms[1]!.querySelectorAll('option')].map(({ textContent }) => textContent);
      expect(reasons).toHaveLength(5);
      const body = new URLSearchParams({ reason: '0', comment: '' });
      const url = new URL(forms[1]!.getAttribute('action')!, desk.url).href;
      await open(url, { method: 'POST', body });
      const [item] = feedbackSince(from);
      expect(item).toMatchObject({
        service: 'drug-interactions',
        overrideReason: {
          reason: { code: 'does-not-align-preferences', system: expect.stringMatching(/^http/) },
        },
      });
      expect('userComment' in item.overrideReason).toBe(false);
    });

    it('Discharge fires its hook once, and is not there without an encounter', async () => {
      const button = 'form[action$=discharge]';
      const desk = await press(await openDesk(), { words: /^Discharge$/ });
      expect(desk.document.querySelector(button)).toBeNull();
      const none = await open(practice.ehr.chartUrl(patientWithoutEncounter(practice.clinicDir)));
      expect((await openDesk(none)).document.querySelector(button)).toBeNull();
      expect(desk.text('.card .source')).toEqual(['Sepsis watch', 'Follow-up']);
      const hooks = theCds().calls.map(({ body }) => JSON.parse(body).hook);
      expect(hooks.slice(-2)).toEqual(['encounter-discharge', 'patient-view']);
    });

    it('a card without a uuid cannot be answered, and the screen says so', async () => {
      await withCds({ uuids: 'missing' }, async () => {
        const desk = await openDesk();
        expect(desk.text('.card h2')).toHaveLength(1);
        expect(desk.text('.card .quiet')).toEqual(['Without a uuid, this card cannot be answered.']);
        expect(desk.document.querySelector('.card form')).toBeNull();
      });
    });

    it('a service that fails is told of, beside the cards of those that do not', async () => {
      const listed = ['status-500', 'malformed-trailing', 'well'];
      const upstream = await startMisbehaving({ seed: 1, listed });
      practice.ehr.useCds(upstream.base);
      const desk = await openDesk();
      expect(desk.text('.failure')).toEqual([
        'Decision support did not answer (status-500: it answered 500)',
        'Decision support did not answer (malformed-trailing: it is no answer)',
      ]);
      expect(desk.text('.card h2')).toEqual(['Card 1', 'Card 2']);
      upstream.faults.feedback = 'half-way-before';
      const after = await press(desk, { words: /^Override$/, fields: { reason: '0' } });
      expect(after.text('.card .failure')).toEqual(['The answer did not reach decision support']);
      await upstream.close();
      practice.ehr.useCds(upstream.base);
      expect((await openDesk()).text('.failure')).toEqual([
        'Decision support did not answer (discovery: the connection failed)',
      ]);
    });

    it('knows no desk of another name', async () => {
      for (const path of ['/desk/none', '/desk/none/sign']) {
        const method = path.endsWith('sign') ? 'POST' : 'GET';
        expect((await fetch(`${practice.ehr.origin}${path}`, { method })).status).toBe(404);
      }
    });
  });
}

function patientWithoutEncounter(clinicDir: string): string {
  const [patients, encounters] = ['Patient', 'Encounter'].map((type) =>
    readFileSync(join(clinicDir, 'main', `${type}.ndjson`), 'utf8'),
  );
  const ids = [...patients!.matchAll(/^\{"resourceType":"Patient","id":"(\d+)"/gm)].map(([, id]) => id!);
  return ids.find((id) => !encounters!.includes(`Patient/${id}"`))!;
}
