import { ENCOUNTER, PATIENT, type PracticeService } from './service.js';

const TOPICS = 'https://vendor.example/topics';

/** At discharge: one thing that it asks, and one that it does by itself. */
export const followUp: PracticeService = {
  entries: [
    {
      hook: 'encounter-discharge',
      id: 'follow-up',
      title: 'Follow-up',
      description: 'Offers to book a follow-up visit, and notes the discharge for the practice',
      prefetch: { patient: PATIENT, encounter: ENCOUNTER },
    },
  ],
  answer: ({ context }, uuids) => {
    const subject = { reference: `Patient/${context.patientId}` };
    return {
      cards: [
        {
          ...uuids.card('follow-up/book'),
          summary: 'No follow-up is booked',
          indicator: 'info',
          source: { label: 'Follow-up', topic: { system: TOPICS, code: 'follow-up', display: 'Follow-up' } },
          suggestions: [
            {
              label: 'Book a follow-up in two weeks',
              uuid: uuids.suggestion('follow-up/book'),
              actions: [
                {
                  type: 'create',
                  description: 'Ask for a follow-up visit',
                  resource: {
                    resourceType: 'ServiceRequest',
                    status: 'draft',
                    intent: 'proposal',
                    code: { text: 'Follow-up visit' },
                    subject,
                  },
                },
              ],
            },
          ],
          selectionBehavior: 'at-most-one',
        },
      ],
      systemActions: [
        {
          type: 'create',
          description: 'Tell the practice of the discharge',
          resource: {
            resourceType: 'CommunicationRequest',
            status: 'active',
            subject,
            ...(context.encounterId && { encounter: { reference: `Encounter/${context.encounterId}` } }),
          },
        },
      ],
    };
  },
};
