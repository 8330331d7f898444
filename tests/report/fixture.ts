import type { AuditResult, Status } from '../../src/result.js';
import { charts } from './fixture/charts.js';
import { coverage } from './fixture/coverage.js';
import { disparities } from './fixture/disparities.js';
import { findings } from './fixture/findings.js';
import { measurements } from './fixture/measurements.js';
import { questions, tools } from './fixture/tools.js';

const summaryOf = (result: Pick<AuditResult, 'findings'>): Record<Status, number> => {
  const of = (status: Status) => result.findings.filter((finding) => finding.status === status).length;
  return {
    pass: of('pass'),
    warn: of('warn'),
    fail: of('fail'),
    'insufficient-data': of('insufficient-data'),
    'not-applicable': of('not-applicable'),
    error: of('error'),
    waived: of('waived'),
  };
};

/** A spring at a clinic: every status and reason, suppressed cells, waivers, gaps. A fresh copy each time. */
export const richResult = (): AuditResult =>
  structuredClone({
    schema: 1,
    generator: { name: 'mission-audit', version: '0.1.0' },
    inputs: { rules: 'sha256-3f0c', tools: 'sha256-9b1e', store: 'sha256-77aa' },
    period: { from: '2026-03-01', to: '2026-05-31', timeZone: 'America/New_York' },
    coverage,
    measurements,
    findings,
    disparities,
    questions,
    tools,
    charts,
    waivers: [
      {
        rule: 'evidence-is-fresh',
        tool: 'interaction-pop-up',
        owner: 'Pharmacy informatics',
        expires: '2027-01-31',
        state: 'used',
      },
      { rule: 'visits-fit-the-clock', owner: 'Ambulatory council', expires: '2026-02-28', state: 'expired' },
      {
        rule: 'coding-is-not-care',
        tool: 'old-scribe',
        owner: 'Revenue cycle',
        expires: '2026-12-31',
        state: 'unused',
      },
    ],
    internal: false,
    summary: summaryOf({ findings }),
  } satisfies AuditResult);

/** Nothing was read: no feed, no rows, nothing judged. */
export const emptyResult = (): AuditResult => ({
  ...richResult(),
  period: { from: null, to: null, timeZone: null },
  coverage: {
    ...coverage,
    feeds: [],
    encounters: 0,
    clinicianEvents: 0,
    systemEvents: 0,
    otherEvents: 0,
    backgroundEvents: 0,
    toUncounted: 0,
    attribution: { explicit: 0, period: 0, nearby: 0, none: 0 },
    unmappedShare: null,
    resolved: { user: null, patient: null, encounter: null },
    suspectedServiceAccounts: 0,
    missing: [
      {
        table: 'audit_event',
        why: 'no logged action was read',
        how: 'Export the audit log of the record system.',
      },
    ],
    unidentifiedEvents: 0,
    patientEvents: 0,
    relatedEvents: 0,
    ownEvents: 0,
    resources: {},
    unknownResources: {},
    quarantine: {},
    notices: [],
  },
  measurements: [],
  findings: [],
  disparities: [],
  questions: [],
  tools: [],
  charts: { distributions: [], hourOfWeek: [] },
  waivers: [],
  summary: summaryOf({ findings: [] }),
});
