import { stringify } from 'yaml';
import type { AlertMap, Books } from './books/facts.js';
import { bases } from './paper/references.js';
import { timeZone } from './site-time.js';
import type { Story } from './story.js';

/** What the site says of itself, of its tools and of its alerts. */
export function siteYaml({
  holidays,
  declared = {},
}: {
  holidays: string[];
  declared?: Books['declared'];
}): string {
  return stringify({
    timeZone,
    holidays,
    servers: [
      { alias: 'main', base: bases.main, home: true },
      { alias: 'lab', base: bases.lab },
    ],
    ...(declared.fhir && { feeds: { fhir: declared.fhir } }),
    minClinicians: 5,
  });
}

const tool = (id: string, title: string, category: string, match: unknown[]) => ({
  id,
  title,
  category,
  match,
});

export function toolsYaml(): string {
  return stringify({
    version: 1,
    tools: [
      tool('mission-audit', 'Mission Audit', 'administration', [{ observer: 'Device/mission-audit' }]),
      tool('telehealth', 'Video visits', 'telehealth', [{ agent: 'Device/video-gateway' }]),
      tool('remote-monitoring', 'Home monitoring', 'remote-monitoring', [{ observer: 'Device/rpm-*' }]),
      tool('sepsis-alert', 'Sepsis advisory', 'decision-support', [{ observer: 'Device/sepsis-cds' }]),
      tool('interaction-popup', 'Interaction pop-up', 'decision-support', [
        { type: '110112', entity: 'Medication' },
      ]),
      tool('inbox', 'Inbox', 'inbox', [{ observer: ['Device/inbasket-*'] }]),
      tool('coding-assistant', 'CodeWise', 'billing', [{ observer: 'CodeWise*' }]),
      tool('lab-portal', 'Laboratory portal', 'chart-review', [{ observer: '*Device/lis' }]),
      tool('order-entry', 'Order entry', 'ordering', [
        { observer: 'Device/cpoe' },
        { subtype: ['create', 'update'], entity: ['ServiceRequest', 'MedicationRequest'] },
      ]),
      tool('documentation', 'Notes', 'documentation', [{ entity: ['DocumentReference', 'Composition'] }]),
      tool('chart-review', 'Chart', 'chart-review', [
        {
          subtype: ['read', 'vread', 'search', 'search-type'],
          entity: ['Observation', 'Condition', 'DiagnosticReport'],
        },
      ]),
    ],
    activities: [
      { id: 'inbox', match: [{ observer: 'Device/inbasket-*' }] },
      { id: 'billing', match: [{ entity: 'Claim' }] },
      { id: 'ordering', match: [{ entity: ['ServiceRequest', 'MedicationRequest'] }] },
      { id: 'documentation', match: [{ entity: ['DocumentReference', 'Composition'] }] },
      {
        id: 'chart-review',
        match: [{ entity: ['Observation', 'Condition', 'DiagnosticReport', 'Specimen'] }],
      },
    ],
    background: [{ observer: 'Device/tracking-board' }, { agent: 'Device/kiosk-refresh*' }],
    notPeople: ['Practitioner/nightly-*', 'Practitioner?altId=svc-*'],
  });
}

interface AlertEntry extends AlertMap {
  title: string;
  tool: string;
  purpose: 'safety' | 'prevention' | 'billing' | 'documentation';
  hardStop?: boolean;
  owner: string;
  evidence?: { citation: string; reviewed: string };
}

const evidence = (citation: string, reviewed: string) => ({ evidence: { citation, reviewed } });

const entries: AlertEntry[] = [
  {
    key: 'sepsis-*',
    title: 'Sepsis screen',
    tool: 'sepsis-alert',
    purpose: 'safety',
    interruptive: true,
    hardStop: false,
    owner: 'Sepsis committee',
    ...evidence('Local validation, 2025', '2026-01-15'),
  },
  {
    key: 'drug-*',
    title: 'Drug interaction',
    tool: 'interaction-popup',
    purpose: 'safety',
    interruptive: true,
    hardStop: false,
    owner: 'Pharmacy',
    ...evidence('Vendor knowledge base', '2019-03-01'),
  },
  {
    key: 'hcc-*',
    title: 'Capture a diagnosis',
    tool: 'coding-assistant',
    purpose: 'billing',
    owner: 'Revenue',
  },
  {
    key: 'rpm-weight',
    title: 'Weight gain at home',
    tool: 'remote-monitoring',
    purpose: 'safety',
    interruptive: false,
    owner: 'Cardiology',
    ...evidence('Monitoring trial', '2025-11-01'),
  },
  {
    key: 'flu-due',
    title: 'Influenza vaccine due',
    tool: 'chart-review',
    purpose: 'prevention',
    interruptive: false,
    hardStop: false,
    owner: 'Primary care',
    ...evidence('National schedule', '2026-02-01'),
  },
  // Of the vendor's CDS Hooks services, as the gateway names them. The simulation itself fires none of these.
  {
    key: 'vendor.sepsis-watch/*',
    title: 'Sepsis watch',
    tool: 'sepsis-alert',
    purpose: 'safety',
    interruptive: true,
    hardStop: false,
    owner: 'Sepsis committee',
    ...evidence('Local validation, 2025', '2026-01-15'),
  },
  {
    key: 'vendor.drug-interactions/*',
    title: 'Drug interaction, by the vendor',
    tool: 'interaction-popup',
    purpose: 'safety',
    interruptive: true,
    owner: 'Pharmacy',
  },
  {
    key: 'vendor.follow-up/*',
    title: 'Follow-up visit',
    tool: 'order-entry',
    purpose: 'prevention',
    interruptive: false,
    owner: 'Primary care',
  },
];

/** In the neutral story no alert interrupts more, serves the bill, or rests on older evidence than another. */
export function alertMapFor({ neutral }: Story): AlertEntry[] {
  if (!neutral) return entries;
  return entries.map((entry) => ({
    ...entry,
    purpose: entry.purpose === 'billing' ? 'documentation' : entry.purpose,
    interruptive: false,
    hardStop: false,
    ...evidence(entry.evidence?.citation ?? 'Local validation, 2025', '2025-06-01'),
  }));
}

export function alertsYaml(story: Story): string {
  return stringify({ version: 1, alerts: alertMapFor(story) });
}
