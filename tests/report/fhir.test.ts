import { readFileSync } from 'node:fs';
import type { Bundle, Extension, Measure, MeasureReport, MeasureReportGroup } from 'fhir/r4.js';
import { ucum } from '../../src/report/fhir/quantity.js';
import { extensions, systems } from '../../src/report/fhir/systems.js';
import { uuidOf } from '../../src/report/fhir/uuid.js';
import { fhir } from '../../src/report/fhir.js';
import type { AuditResult, Finding } from '../../src/result.js';
import { hostile } from './fixture/hostile.js';
import { emptyResult, richResult } from './fixture.js';

const of = (result: AuditResult): (Measure | MeasureReport)[] =>
  ((JSON.parse(fhir(result)) as Bundle).entry ?? []).map(({ resource }) => resource as Measure);

const named = (rule: string, result = richResult()) => {
  const all = of(result);
  const measure = all.find(
    ({ resourceType, ...it }) => resourceType === 'Measure' && (it as Measure).url!.endsWith(`:${rule}`),
  ) as Measure;
  const report = all.find(
    (it) => (it as MeasureReport).measure === `${measure.url}|${measure.version}`,
  ) as MeasureReport;
  return { measure, report, group: report.group![0]! };
};

/** The parts of an extension by their names. */
const parts = (extended: { extension?: Extension[] | undefined }, url: string): Record<string, unknown> => {
  const found = extended.extension?.find((it) => it.url === url);
  const entries = (found?.extension ?? []).map(({ url: part, ...value }) => [part, Object.values(value)[0]]);
  return Object.fromEntries(entries);
};

const verdictOf = (it: { extension?: Extension[] | undefined }) =>
  parts(it, 'urn:mission-audit:fhir:verdict');
const strata = (group: MeasureReportGroup) => group.stratifier!.flatMap(({ stratum }) => stratum!);
const absentReason = ({ measureScore }: Pick<MeasureReportGroup, 'measureScore'>) =>
  measureScore!.extension![0]!.valueCode;
const finding = (result: AuditResult, test: (it: Finding) => boolean) => result.findings.find(test)!;

test('a Measure and a summary on it for each rule', () => {
  const all = of(richResult());
  const rules = [...new Set(richResult().findings.map(({ rule }) => rule))];
  const reports = all.filter((it) => it.resourceType === 'MeasureReport') as MeasureReport[];
  expect(all.filter(({ resourceType }) => resourceType === 'Measure')).toHaveLength(rules.length);
  expect(reports.map(({ group }) => group!.map(({ code }) => code!.coding![0]!.code))).toEqual(
    rules.map((rule) => [rule]),
  );
  for (const report of reports)
    expect(report).toMatchObject({
      status: 'complete',
      type: 'summary',
      period: { start: '2026-03-01', end: '2026-05-31' },
    });
});

test('a rule of the whole site: question, counts, score with unit and interval, verdict', () => {
  const result = richResult();
  Object.assign(
    finding(result, ({ rule }) => rule === 'visits-fit-the-clock'),
    {
      measure: 'alerts-per-encounter',
      unit: 'alerts per encounter',
    },
  );
  const { group, report, measure } = named('visits-fit-the-clock', result);
  expect(group.code).toEqual({
    coding: [{ system: 'urn:mission-audit:rule', code: 'visits-fit-the-clock' }],
    text: 'Does this tool improve care, or does it only make more clicks?',
  });
  expect(group.population!.map(({ code, count }) => [code!.coding![0]!.code, count])).toEqual([
    ['numerator', 55120],
    ['denominator', 4210],
  ]);
  const unit = {
    unit: 'alerts per encounter',
    system: 'http://unitsofmeasure.org',
    code: '{alerts}/{encounter}',
  };
  expect(group.measureScore).toEqual({ extension: expect.any(Array), value: 13.09, ...unit });
  expect(
    parts(group.measureScore!, 'http://hl7.org/fhir/StructureDefinition/quantity-confidenceInterval'),
  ).toEqual({
    confidence: 95,
    interval: { low: { value: 12.2, ...unit }, high: { value: 14.05, ...unit } },
  });
  expect(verdictOf(group)).toMatchObject({
    status: { system: 'urn:mission-audit:status', code: 'pass', display: 'pass' },
    severity: 'fail',
    threshold: 'at most 16',
    why: '13.1 minutes per encounter lie within 16.',
  });
  expect(report.improvementNotation!.coding![0]!.code).toBe('decrease');
  expect(measure).toMatchObject({
    status: 'active',
    name: 'RuleVisitsFitTheClock',
    title: 'Visits fit the clock',
  });
  expect(measure.scoring!.coding![0]!.code).toBe('ratio');
});

test('a rule asked of each tool: the verdicts stand in the strata, and the whole has none', () => {
  const { group, measure } = named('alerts-mostly-acted-on');
  expect([group.measureScore, group.population, group.extension]).toEqual([undefined, undefined, undefined]);
  expect(group.stratifier).toHaveLength(1);
  expect(group.stratifier![0]!.code![0]!.coding![0]!.code).toBe('tool');
  expect(measure.group![0]!.stratifier![0]!.code!.text).toBe('tool');
  expect(
    strata(group).map((it) => [
      it.value!.coding![0]!.code,
      it.value!.text,
      (verdictOf(it).status as { code: string }).code,
      it.measureScore!.value,
      it.population!.map(({ count }) => count),
    ]),
  ).toEqual([
    ['sepsis-alert', 'Sepsis alert', 'pass', 0.4289, [905, 2110]],
    ['interaction-pop-up', 'Drug interaction pop-up', 'fail', 0.041, [312, 7610]],
  ]);
});

test('where no verdict could be given there is no score, and the reason stands in its place', () => {
  const told = [
    ['visits-fit-the-clock-by-class', 'too-close', 'unknown'],
    ['clicks-stay-few', 'missing-table', 'not-performed'],
    ['overrides-are-rare', 'definition-dependent', 'unknown'],
    ['tools-per-visit', 'unmapped', 'unknown'],
    ['night-shifts', undefined, 'not-applicable'],
    ['scopes-are-used', undefined, 'error'],
  ] as const;
  for (const [rule, reason, code] of told) {
    const { group } = named(rule);
    const cell = group.stratifier ? strata(group)[0]! : group;
    expect([rule, absentReason(cell), cell.measureScore!.value]).toEqual([rule, code, undefined]);
    expect((verdictOf(cell).reason as { code: string } | undefined)?.code).toBe(reason);
  }
});

test('no score beside “cannot tell”, whatever figures the result has', () => {
  const result = richResult();
  for (const it of result.findings) Object.assign(it, { value: 0.5, interval: [0.4, 0.6] });
  const cells = of(result).flatMap((it) =>
    it.resourceType === 'MeasureReport'
      ? it.group!.flatMap((g) => [g, ...(g.stratifier ? strata(g) : [])])
      : [],
  );
  for (const cell of cells.filter((it) => it.extension)) {
    const { code } = verdictOf(cell).status as { code: string };
    const judged = ['pass', 'warn', 'fail', 'waived'].includes(code);
    expect([code, cell.measureScore!.value !== undefined]).toEqual([code, judged]);
  }
});

test('a suppressed cell is marked masked, and its numbers stand nowhere', () => {
  const { group } = named('telehealth-reaches-all');
  const [few, hidden] = strata(group);
  expect(few!.population!.map(({ count }) => count)).toEqual([12, 28]);
  expect(hidden!.population).toBeUndefined();
  expect(hidden!.measureScore).toEqual({
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }],
  });
});

test('numbers planted in suppressed cells come out nowhere', () => {
  const result = richResult();
  const secret = {
    numerator: 7654321,
    denominator: 8765432,
    value: 0.8732165,
    interval: [0.8611111, 0.8822222],
  };
  const cells = [
    ...result.measurements.filter(({ suppressed }) => suppressed),
    ...result.findings.filter(({ reason }) => reason === 'suppressed'),
  ];
  expect(cells).toHaveLength(2);
  for (const cell of cells) Object.assign(cell, structuredClone(secret));
  const written = fhir(result);
  for (const number of [7654321, 8765432, 0.8732165, 0.8611111, 0.8822222])
    expect(written).not.toContain(String(number).slice(2));
  expect(written).toBe(fhir(richResult()));
});

test('hours are no counts, not even where they happen to be whole', () => {
  const result = richResult();
  expect(named('evenings-stay-free').group.population).toBeUndefined();
  Object.assign(
    finding(result, ({ rule }) => rule === 'evenings-stay-free-per-tool'),
    { numerator: 611, denominator: 1450 },
  );
  expect(strata(named('evenings-stay-free-per-tool', result).group)[0]!.population).toBeUndefined();
  const minutes = named('visits-fit-the-clock').group.population!;
  expect(minutes.map(({ code, count }) => [code!.coding![0]!.code, count])).toEqual([['denominator', 4210]]);
});

test('of a median stands what it is over', () => {
  const result = richResult();
  const one = finding(result, ({ rule }) => rule === 'visits-fit-the-clock');
  Object.assign(one, {
    measure: 'dwell-time',
    unit: 'seconds',
    numerator: null,
    denominator: 5317,
    value: 2.4,
  });
  const { group, measure } = named('visits-fit-the-clock', result);
  expect(group.population!.map(({ code, count }) => [code!.coding![0]!.code, count])).toEqual([
    ['measure-population', 5317],
  ]);
  expect(measure.scoring!.coding![0]!.code).toBe('continuous-variable');
});

test('a waiver shows until when, and not by whom', () => {
  const { group } = named('evidence-is-fresh');
  expect(verdictOf(strata(group)[0]!)).toMatchObject({
    status: { code: 'waived' },
    'waived-until': '2027-01-31',
  });
  expect(fhir(richResult())).not.toContain('Pharmacy informatics');
});

test.each([
  [[{ 'at-least': 0.1 }, { 'at-least': 0.05 }], 'increase'],
  [[{ 'at-most': { times: 1.25, of: 'baseline' } }], 'decrease'],
  [[{ between: [0, 1] }], undefined],
  [[{ 'at-least': 0.1 }, { 'at-most': 0.5 }], undefined],
] as [Finding['threshold'][], string | undefined][])('which way is better: %j', (thresholds, way) => {
  const result = richResult();
  const [one] = result.findings as [Finding];
  result.findings = thresholds.map((threshold, at) => ({ ...one, threshold, by: { tool: `tool-${at}` } }));
  const { measure, report } = named('alerts-mostly-acted-on', result);
  for (const { improvementNotation } of [measure, report])
    expect(improvementNotation?.coding?.[0]?.code).toBe(way);
});

test('every report says how many rules could be judged', () => {
  const { report } = named('clicks-stay-few');
  expect(parts(report, 'urn:mission-audit:fhir:coverage')).toEqual({
    judged: 7,
    rules: 17,
    text: '7 of 17 rules could be judged.',
  });
  expect(report.text!.div).toContain('7 of 17 rules could be judged');
});

test('what must not leave the house says so', () => {
  expect(named('clicks-stay-few').report.meta).toBeUndefined();
  const { report } = named('clicks-stay-few', { ...richResult(), internal: true });
  expect(report.meta!.tag![0]!.display).toBe('Internal, not for publication');
  expect(report.text!.div).toContain('Internal, not for publication');
});

test('nobody is its subject', () => {
  const written = fhir(richResult());
  for (const member of ['subject', 'evaluatedResource', 'subjectResults', 'reporter', 'date'])
    expect(written).not.toContain(`"${member}":`);
  expect(written).not.toMatch(
    /"(reference|type)": "(Patient|Practitioner|PractitionerRole|Encounter|RelatedPerson)/,
  );
});

test('the same result gives the same text, whatever the order of its keys', () => {
  const result = richResult();
  const written = fhir(result);
  expect(fhir(richResult())).toBe(written);
  expect(fhir({ ...result, inputs: Object.fromEntries(Object.entries(result.inputs).reverse()) })).toBe(
    written,
  );
  expect(result).toEqual(richResult());
});

test('another period, store or rules file is another report; another rules file other Measures too', () => {
  const ids = (result: AuditResult, type: string) =>
    of(result).flatMap((it) => (it.resourceType === type ? [it.id] : []));
  const { period, inputs } = richResult();
  const later = { ...richResult(), period: { ...period, to: '2026-06-30' } };
  const grown = { ...richResult(), inputs: { ...inputs, store: 'sha256-0000' } };
  const stricter = { ...richResult(), inputs: { ...inputs, rules: 'sha256-1111' } };
  for (const other of [later, grown, stricter])
    expect(ids(other, 'MeasureReport')[0]).not.toBe(ids(richResult(), 'MeasureReport')[0]);
  expect(ids(later, 'Measure')).toEqual(ids(richResult(), 'Measure'));
  expect(ids(stricter, 'Measure')[0]).not.toBe(ids(richResult(), 'Measure')[0]);
});

test('nothing was asked: an empty collection', () => {
  expect(JSON.parse(fhir(emptyResult()))).toEqual({
    resourceType: 'Bundle',
    id: expect.any(String),
    type: 'collection',
  });
});

test('names from the data are text in the narrative', () => {
  for (const { text } of of(hostile(richResult()))) {
    expect(text!.div).not.toMatch(/<(script|img|style)/i);
    expect(text!.div.replace(/<\/?(div|p|b|ul|li)( xmlns="[^"]*")?>/g, '')).not.toMatch(/[<>]/);
  }
});

test('the page names every extension, system and code that is written', () => {
  const page = readFileSync('docs/fhir.md', 'utf8');
  const own = Object.values({ ...systems, ...extensions }).filter((url) => String(url).startsWith('urn:'));
  const hl7 = [extensions.absent, extensions.interval, 'cqfm-softwaresystem', 'v3-ActCode'];
  const codes = [...fhir(richResult()).matchAll(/"(?:code|valueCode)": "([a-z-]+)"/g)].map(
    ([, code]) => code!,
  );
  const known = new Set(
    richResult()
      .findings.map(({ rule }) => rule)
      .concat(richResult().tools.map(({ tool }) => tool)),
  );
  const unnamed = [...own, ...hl7, ...new Set(codes)].filter(
    (it) => !known.has(it as string) && !page.includes(it as string),
  );
  // HL7's own codes of scoring, of resource types and of units are theirs to explain.
  expect(
    unnamed.filter((it) => !['proportion', 'ratio', 'continuous-variable'].includes(it as string)),
  ).toEqual([]);
});

test.each([
  ['share', '1'],
  ['ratio', '1'],
  ['alerts per encounter', '{alerts}/{encounter}'],
  ['minutes per encounter', 'min/{encounter}'],
  ['alerts per clinician day', '{alerts}/{clinician-day}'],
  ['seconds (median)', 's'],
  ['hours', 'h'],
  ['{odd} [unit]', '{odd-[unit]}'],
  ['', undefined],
  ['分', undefined],
])('UCUM of “%s”', (unit, code) => {
  expect(ucum(unit)).toBe(code);
});

test('a UUID of version 5', () => {
  // Python: uuid.uuid5(uuid.NAMESPACE_URL, 'urn:mission-audit:rule:x')
  expect(uuidOf('urn:mission-audit:rule:x')).toBe('4e71af8e-6fc7-557e-a5da-7d575c9626d0');
});
