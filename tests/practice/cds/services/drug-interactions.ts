import type { MedicationRequest } from 'fhir/r4.js';
import type { Uuids } from '../uuids.js';
import type { Card, HookRequest } from '../wire.js';
import { drugsOf, type Interaction, interactionOf } from './interacting.js';
import { MEDICATIONS, needed, type PracticeService } from './service.js';

const TOPICS = 'https://vendor.example/topics';

const shared = {
  id: 'drug-interactions',
  title: 'Drug interactions',
  prefetch: { medications: MEDICATIONS },
};

/** One service at two hooks: it speaks while drugs are picked, and once more, louder, when they are signed. */
export const drugInteractions: PracticeService = {
  entries: [
    { ...shared, hook: 'order-select', description: 'Tells of interactions of the drugs just picked' },
    { ...shared, hook: 'order-sign', description: 'Stops an order that interacts before it is signed' },
  ],
  answer: (request, uuids) => ({
    cards: request.hook === 'order-sign' ? atSigning(request, uuids) : atPicking(request, uuids),
  }),
};

function atPicking(request: HookRequest, uuids: Uuids): Card[] {
  const { all, drafts } = drugs(request);
  const picked = drafts.filter(({ id }) => request.context.selections?.includes(`MedicationRequest/${id}`));
  return picked.flatMap((drug) => {
    const found = all.map((other) => interactionOf(drug, other)).find((one) => one !== undefined);
    return found
      ? [card({ found, drug, indicator: found.indicator, name: `select/${found.what}` }, uuids)]
      : [];
  });
}

/** However many interactions there are, one card stops the signing. */
function atSigning(request: HookRequest, uuids: Uuids): Card[] {
  const { all, drafts } = drugs(request);
  for (const drug of drafts) {
    const found = all.map((other) => interactionOf(drug, other)).find((one) => one?.indicator === 'warning');
    if (found) return [card({ found, drug, indicator: 'critical', name: `sign/${found.what}` }, uuids)];
  }
  return [];
}

function drugs({ context, prefetch }: HookRequest) {
  const drafts = drugsOf(context.draftOrders);
  return { drafts, all: [...drafts, ...drugsOf(needed(prefetch?.medications, 'medications'))] };
}

function card(
  about: { found: Interaction; drug: MedicationRequest; indicator: Card['indicator']; name: string },
  uuids: Uuids,
): Card {
  const { found, drug, indicator, name } = about;
  return {
    ...uuids.card(`drug-interactions/${name}`),
    summary: `Interaction: ${found.what}`,
    detail: found.why,
    indicator,
    source: {
      label: 'Drug interactions',
      topic: { system: TOPICS, code: 'drug-interaction', display: 'Drug interaction' },
    },
    suggestions: [
      {
        label: 'Take the drug off the order',
        uuid: uuids.suggestion(`drug-interactions/${name}`),
        actions: [
          {
            type: 'delete',
            description: 'Take the drug off the order',
            resourceId: `MedicationRequest/${drug.id}`,
          },
        ],
      },
    ],
    selectionBehavior: 'at-most-one',
  };
}
