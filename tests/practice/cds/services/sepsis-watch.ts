import type { Encounter, Patient } from 'fhir/r4.js';
import { ENCOUNTER, needed, PATIENT, type PracticeService } from './service.js';

const TOPICS = 'https://vendor.example/topics';
const REASONS = 'https://vendor.example/override-reasons';
/** Care at a distance, of which the rule knows nothing. */
const AFAR = ['VR', 'HH'];

/** A tool of the chatty kind: it warns of every adult who is seen on site. */
export const sepsisWatch: PracticeService = {
  entries: [
    {
      hook: 'patient-view',
      id: 'sepsis-watch',
      title: 'Sepsis watch',
      description: 'Warns of a raised risk of sepsis when a chart is opened',
      prefetch: { patient: PATIENT, encounter: ENCOUNTER },
    },
  ],
  answer: ({ prefetch }, uuids) => {
    const patient = needed(prefetch?.patient, 'patient');
    const encounter = needed(prefetch?.encounter, 'encounter');
    if (!patient || !encounter || !atRisk(patient, encounter)) return { cards: [] };
    const subject = { reference: `Patient/${patient.id}` };
    return {
      cards: [
        {
          ...uuids.card('sepsis-watch/screen'),
          summary: 'Raised risk of sepsis: consider a lactate',
          detail: 'A rule of thumb: an adult, seen on site.',
          indicator: 'warning',
          source: {
            label: 'Sepsis watch',
            url: 'https://vendor.example/sepsis-watch',
            topic: { system: TOPICS, code: 'sepsis-screen', display: 'Sepsis screening' },
          },
          suggestions: [
            {
              label: 'Order a lactate',
              uuid: uuids.suggestion('sepsis-watch/lactate'),
              isRecommended: true,
              actions: [
                {
                  type: 'create',
                  description: 'Order a lactate',
                  resource: order({ code: '2524-7', text: 'Lactate' }, subject),
                },
              ],
            },
            {
              label: 'Order blood cultures',
              uuid: uuids.suggestion('sepsis-watch/cultures'),
              actions: [
                {
                  type: 'create',
                  description: 'Order blood cultures',
                  resource: order({ code: '600-7', text: 'Blood culture' }, subject),
                },
              ],
            },
          ],
          selectionBehavior: 'any',
          overrideReasons: [
            { system: REASONS, code: 'already-treated', display: 'Already treated' },
            { system: REASONS, code: 'not-septic', display: 'Looked, and not septic' },
          ],
          links: [
            { label: 'The evidence', url: 'https://vendor.example/sepsis-watch/evidence', type: 'absolute' },
          ],
        },
      ],
    };
  },
};

/** The age is that of the visit, so that the answer is the same tomorrow. */
function atRisk({ birthDate }: Patient, { class: kind, period }: Encounter): boolean {
  if (!birthDate || !period?.start || AFAR.includes(kind?.code ?? '')) return false;
  const eighteenth = `${Number(birthDate.slice(0, 4)) + 18}${birthDate.slice(4)}`;
  return period.start.slice(0, eighteenth.length) >= eighteenth;
}

function order({ code, text }: { code: string; text: string }, subject: { reference: string }) {
  return {
    resourceType: 'ServiceRequest' as const,
    status: 'draft' as const,
    intent: 'proposal' as const,
    code: { coding: [{ system: 'http://loinc.org', code }], text },
    subject,
  };
}
