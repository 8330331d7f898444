import { drugsOf } from './interacting.js';
import type { PracticeService } from './service.js';

/** Shows nothing and changes orders all the same: what a count of cards does not see. */
export const silentCoder: PracticeService = {
  entries: [
    {
      hook: 'order-sign',
      id: 'silent-coder',
      title: 'Silent coder',
      description: 'Adds a billing code to each order that is signed',
    },
  ],
  answer: ({ context }) => ({
    cards: [],
    systemActions: drugsOf(context.draftOrders).map((drug) => ({
      type: 'update',
      description: 'Add a billing code',
      resource: {
        ...drug,
        reasonCode: [{ coding: [{ system: 'https://vendor.example/billing', code: 'B1' }] }],
      },
    })),
  }),
};
