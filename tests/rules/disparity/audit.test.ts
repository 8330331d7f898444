import type { AuditResult } from '../../../src/result.js';
import { audited } from '../../measures/cases/support/audited.js';

/** Eight clinicians; each sees forty patients: of 20 who speak English 12 meet the video tool, of 16 Spanish 4, of 4 unknown 2. */
const resources: object[] = [];
for (let d = 0; d < 8; d += 1)
  for (let i = 0; i < 40; i += 1) {
    const language = i < 20 ? 'en' : i < 36 ? 'es' : null;
    const met = i < 12 || (i >= 20 && i < 24) || (i >= 36 && i < 38);
    const id = `${d}-${i}`;
    const minute = String(i).padStart(2, '0');
    resources.push(
      {
        resourceType: 'Patient',
        id,
        ...(language ? { communication: [{ language: { coding: [{ code: language }] } }] } : {}),
      },
      {
        resourceType: 'Encounter',
        id,
        status: 'finished',
        class: { code: 'AMB' },
        subject: { reference: `Patient/${id}` },
        participant: [{ individual: { reference: `Practitioner/d${d}` } }],
        period: { start: `2026-07-08T09:${minute}:00Z`, end: `2026-07-08T10:00:00Z` },
      },
      ...(met ? ['video', 'orders'] : ['orders']).map((tool, n) => ({
        resourceType: 'AuditEvent',
        id: `${id}-${n}`,
        recorded: `2026-07-08T09:${minute}:0${n}Z`,
        agent: [{ requestor: true, who: { reference: `Practitioner/d${d}` } }],
        source: { observer: { reference: `Device/${tool}` } },
        entity: [{ what: { reference: `Patient/${id}` } }, { what: { reference: `Encounter/${id}` } }],
      })),
    );
  }

const TOOLS = `version: 1
tools:
  - { id: video, title: Video, category: telehealth, match: [{ observer: Device/video }] }
  - { id: orders, title: Orders, category: ordering, match: [{ observer: Device/orders }] }
`;

const RULES = `version: 1
questions: [{ id: q, asks: Whom does it reach?, article: the-mission-of-medicine, section: Here }]
rules:
  - id: reach-by-language
    question: q
    measure: disparity-ratio
    of: tool-reach
    stratifier: language
    by: tool
    where: { category: telehealth }
    between: [0.8, 1.25]
    basis: { kind: local }
  - { id: all-tools, question: q, measure: disparity-ratio, of: tool-reach, stratifier: language, between: [0.8, 1.25], basis: { kind: local } }
`;

const auditOf = (site: string): Promise<AuditResult> =>
  audited({
    'site.yaml': site,
    'tools.yaml': TOOLS,
    'rules.yaml': RULES,
    'fhir.ndjson': `${resources.map((one) => JSON.stringify(one)).join('\n')}\n`,
  });

const told = ({ findings }: AuditResult, rule: string) =>
  findings
    .filter((one) => one.rule === rule)
    .map(({ by, status, value }) => [by.tool ?? '', by.stratum, status, Number(value?.toFixed(4))]);

test('reach of telehealth by language, from the log to the finding', async () => {
  const result = await auditOf('timeZone: UTC\n');
  // 0.25 against 0.6; 0.5 against 0.6 of people of whom nobody knows the language.
  expect(told(result, 'reach-by-language')).toEqual([
    ['video', 'language=es', 'fail', 0.4167],
    ['video', 'language=missing', 'pass', 0.8333],
  ]);
  expect(told(result, 'all-tools')).toEqual([
    ['', 'language=es', 'pass', 1],
    ['', 'language=missing', 'pass', 1],
  ]);
  expect(result.disparities).toHaveLength(4);
  expect(result.disparities![0]).toMatchObject({
    measure: 'tool-reach',
    by: { tool: 'video' },
    stratum: 'es',
    reference: 'en',
    denominator: 128,
    referenceDenominator: 160,
    clinicians: 8,
  });
  expect(result.disparities![0]!.difference).toBeCloseTo(-0.35, 12);
  expect(result.tools.find(({ tool }) => tool === 'video')!.questions).toEqual({ q: 'fail' });
});

test('against what the site names', async () => {
  const result = await auditOf('timeZone: UTC\nstrata: { language: { reference: es } }\n');
  expect(told(result, 'reach-by-language').map(([, stratum, status]) => [stratum, status])).toEqual([
    ['language=en', 'fail'],
    ['language=missing', 'fail'],
  ]);
});
