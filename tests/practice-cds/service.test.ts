import type { Card, Hook, PracticeCds, ServiceEntry } from '../practice/cds/index.js';
import { startPracticeCds } from '../practice/cds/index.js';
import { ask, chartOpened, ENCOUNTER, hookRequest, ordering, PATIENT } from './support/requests.js';

describe('the practice CDS', () => {
  let cds: PracticeCds;
  beforeAll(async () => {
    cds = await startPracticeCds();
  });
  afterAll(() => cds.close());

  const cardsOf = async (service: string, request: object): Promise<Card[]> =>
    (await ask(cds.base, service, request)).answer.cards;

  it('lists its services, one of them at two hooks, and what each wants to know', async () => {
    const { services } = (await (await fetch(`${cds.base}/cds-services`)).json()) as {
      services: ServiceEntry[];
    };
    expect(services.map(({ hook, id, prefetch = {} }) => [hook, id, Object.keys(prefetch)])).toEqual([
      ['patient-view', 'sepsis-watch', ['patient', 'encounter']],
      ['order-select', 'drug-interactions', ['medications']],
      ['order-sign', 'drug-interactions', ['medications']],
      ['encounter-discharge', 'follow-up', ['patient', 'encounter']],
      ['order-sign', 'silent-coder', []],
    ]);
    expect(services[0]!.prefetch!.patient).toBe('Patient/{{context.patientId}}');
    expect(cds.discoveries.length).toBe(1);
  });

  describe('at patient-view', () => {
    it('warns of an adult on site, with all that a card can have', async () => {
      const [card, ...more] = await cardsOf('sepsis-watch', chartOpened());
      expect(more).toEqual([]);
      expect(card).toMatchObject({
        uuid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        indicator: 'warning',
        source: { label: 'Sepsis watch', topic: { code: 'sepsis-screen' } },
        selectionBehavior: 'any',
        links: [{ type: 'absolute' }],
      });
      expect(card!.suggestions!.map(({ uuid }) => typeof uuid)).toEqual(['string', 'string']);
      expect(card!.overrideReasons!.map(({ code }) => code)).toEqual(['already-treated', 'not-septic']);
    });

    it.each<[string, object]>([
      ['a child', { patient: { ...PATIENT, birthDate: '2008-03-18' }, encounter: ENCOUNTER }],
      ['a video visit', { patient: PATIENT, encounter: { ...ENCOUNTER, class: { code: 'VR' } } }],
      ['no encounter at all', { patient: PATIENT, encounter: null }],
    ])('says nothing of %s', async (_what, prefetch) => {
      expect(await cardsOf('sepsis-watch', { ...chartOpened(), prefetch })).toEqual([]);
    });

    it('counts the age to the day of the visit', async () => {
      const prefetch = { patient: { ...PATIENT, birthDate: '2008-03-17' }, encounter: ENCOUNTER };
      expect(await cardsOf('sepsis-watch', { ...chartOpened(), prefetch })).toHaveLength(1);
    });
  });

  describe('at ordering', () => {
    const said = (cards: Card[]) => cards.map(({ indicator, summary }) => `${indicator}: ${summary}`);

    it.each<[string[], string[]]>([
      [['warfarin'], []],
      [['warfarin', 'ibuprofen'], ['warning: Interaction: warfarin with ibuprofen']],
      [['ibuprofen', 'warfarin'], ['warning: Interaction: warfarin with ibuprofen']],
      [['warfarin', 'acetaminophen'], ['info: Interaction: warfarin with acetaminophen']],
      [['warfarin', 'ibuprofen', 'acetaminophen'], ['info: Interaction: warfarin with acetaminophen']],
      [['ibuprofen', 'acetaminophen'], []],
    ])('of %j it tells of what was picked last: %j', async (names, expected) => {
      const request = ordering('order-select', names as Parameters<typeof ordering>[1]);
      expect(said(await cardsOf('drug-interactions', request))).toEqual(expected);
    });

    it('what the patient takes already counts too', async () => {
      const taken = ordering('order-sign', ['warfarin']).context.draftOrders!;
      const request = { ...ordering('order-select', ['ibuprofen']), prefetch: { medications: taken } };
      expect(await cardsOf('drug-interactions', request)).toHaveLength(1);
    });

    it('stops the signing of an interaction, and of no mere remark', async () => {
      expect(
        said(await cardsOf('drug-interactions', ordering('order-sign', ['warfarin', 'ibuprofen']))),
      ).toEqual(['critical: Interaction: warfarin with ibuprofen']);
      expect(
        await cardsOf('drug-interactions', ordering('order-sign', ['warfarin', 'acetaminophen'])),
      ).toEqual([]);
    });

    it('the silent one shows no card and changes every order', async () => {
      const { answer } = await ask(
        cds.base,
        'silent-coder',
        ordering('order-sign', ['warfarin', 'ibuprofen']),
      );
      expect(answer.cards).toEqual([]);
      expect(answer.systemActions!.map(({ type, resource }) => [type, resource!.id])).toEqual([
        ['update', 'd0'],
        ['update', 'd1'],
      ]);
    });
  });

  it('at discharge offers a follow-up and does one thing by itself', async () => {
    const { answer } = await ask(cds.base, 'follow-up', hookRequest('encounter-discharge'));
    expect(answer.cards[0]).toMatchObject({
      indicator: 'info',
      suggestions: [{ label: expect.stringMatching(/^Book/) }],
    });
    expect(answer.systemActions).toMatchObject([{ type: 'create' }]);
  });

  it.each<[string, string, object | string, number]>([
    ['a service that it has not', 'nothing', chartOpened(), 404],
    ['a hook that is not the service’s', 'sepsis-watch', hookRequest('order-sign'), 400],
    ['no JSON', 'sepsis-watch', '{"hook":', 400],
    [
      'a request without its hookInstance',
      'sepsis-watch',
      { ...chartOpened(), hookInstance: undefined },
      400,
    ],
    ['a missing prefetch', 'sepsis-watch', hookRequest('patient-view'), 412],
    ['a missing prefetch of another service', 'drug-interactions', hookRequest('order-sign'), 412],
  ])('refuses %s', async (_what, service, request, status) => {
    expect((await ask(cds.base, service, request)).status).toBe(status);
  });

  describe('the book', () => {
    it('holds what came and what went, to the byte', async () => {
      const request = chartOpened();
      const sent = `  ${JSON.stringify(request)}\n`;
      const got = await ask(cds.base, 'sepsis-watch', sent, { 'X-Seen': 'yes' });
      const call = cds.calls.at(-1)!;
      expect(call).toMatchObject({ service: 'sepsis-watch', body: sent, headers: { 'x-seen': 'yes' } });
      const entry = cds.answersTo(request.hookInstance)[0]!;
      expect(cds.calls[entry.call]).toBe(call);
      expect(entry.body.equals(got.bytes)).toBe(true);
      expect(entry.status).toBe(got.status);
      for (const [name, value] of Object.entries(entry.headers)) expect(got.headers.get(name)).toBe(value);
    });

    it('has refusals too, and bytes that are no text', async () => {
      const response = await fetch(`${cds.base}/cds-services/sepsis-watch`, {
        method: 'POST',
        body: new Uint8Array([0x7b, 0xff, 0x7d]),
      });
      expect(response.status).toBe(400);
      expect(cds.calls.at(-1)!.body).toBe('{\u00ff}');
      expect(cds.answers.at(-1)!.body.toString()).toBe(await response.text());
    });

    it('has the feedback that was taken, and none that was refused', async () => {
      const before = cds.feedback.length;
      const items = { feedback: [{ card: 'c', outcome: 'accepted', acceptedSuggestions: [{ id: 's' }] }] };
      expect((await ask(cds.base, 'sepsis-watch/feedback', items)).status).toBe(200);
      for (const wrong of [
        { feedback: [{ outcome: 'accepted' }] },
        { feedback: [{ card: 'c', outcome: 'seen' }] },
        {},
      ])
        expect((await ask(cds.base, 'sepsis-watch/feedback', wrong)).status).toBe(400);
      expect((await ask(cds.base, 'nothing/feedback', items)).status).toBe(404);
      expect(cds.feedback.slice(before).map(({ service, body }) => [service, JSON.parse(body)])).toEqual([
        ['sepsis-watch', items],
      ]);
    });
  });

  describe('uuids of cards', () => {
    const twice = async (options: Parameters<typeof startPracticeCds>[0]) => {
      const own = await startPracticeCds(options);
      try {
        const answers = [];
        for (let time = 0; time < 2; time++)
          answers.push((await ask(own.base, 'sepsis-watch', chartOpened())).answer.cards[0]!);
        return answers as [Card, Card];
      } finally {
        await own.close();
      }
    };

    it('are new each time', async () => {
      const [one, other] = await twice({});
      expect(one.uuid).not.toBe(other.uuid);
      expect(one.suggestions![0]!.uuid).not.toBe(other.suggestions![0]!.uuid);
    });

    it('or the same each time, and still apart from those of other cards', async () => {
      const [one, other] = await twice({ uuids: 'static' });
      expect(one).toEqual(other);
      const all = [one.uuid, ...one.suggestions!.map(({ uuid }) => uuid)];
      expect(new Set(all).size).toBe(3);
    });

    it('a card and its only suggestion have two', async () => {
      const own = await startPracticeCds({ uuids: 'static' });
      const { cards } = (
        await ask(own.base, 'drug-interactions', ordering('order-sign', ['warfarin', 'ibuprofen']))
      ).answer;
      await own.close();
      expect(cards[0]!.suggestions![0]!.uuid).not.toBe(cards[0]!.uuid);
    });

    it('or not there', async () => {
      const [one] = await twice({ uuids: 'missing' });
      expect('uuid' in one).toBe(false);
      expect(one.suggestions![0]!.uuid).toEqual(expect.any(String));
    });
  });

  it('says the same tomorrow', async () => {
    const hooks: [Hook, string, object][] = [
      ['patient-view', 'sepsis-watch', chartOpened()],
      ['order-sign', 'drug-interactions', ordering('order-sign', ['warfarin', 'ibuprofen'])],
      ['encounter-discharge', 'follow-up', hookRequest('encounter-discharge')],
    ];
    const own = await startPracticeCds({ uuids: 'static' });
    const all = () =>
      Promise.all(hooks.map(async ([, id, request]) => (await ask(own.base, id, request)).bytes));
    const today = await all();
    const later = await in2060(all);
    await own.close();
    expect(later.map((bytes, at) => bytes.equals(today[at]!))).toEqual([true, true, true]);
  });
});

/** Does something while every clock of this process says 2060. */
async function in2060<T>(act: () => Promise<T>): Promise<T> {
  const real = globalThis.Date;
  const now = real.parse('2060-01-01');
  globalThis.Date = class extends real {
    constructor(value: number | string = now) {
      super(value);
    }
    static override now = () => now;
  } as DateConstructor;
  try {
    return await act();
  } finally {
    globalThis.Date = real;
  }
}
