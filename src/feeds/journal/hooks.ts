import type { Site } from '../../store/config/site.js';
import type { HookLine } from '../cds-hooks/lines.js';
import { listIn, mapIn, wordIn } from '../cds-hooks/loose.js';
import { Ids } from '../fhir/reference.js';
import { parseInstant } from '../instant.js';
import type { FeedRow } from '../rows.js';

/** The feed of what the CDS Hooks gateway recorded. */
export const HOOKS_FEED = 'cds-hooks';

/** Reads a line of a `hook` segment: an alert a card, a silent change a system action. Undefined where it is none. */
export function hookRows({ site }: { site: Site }) {
  return (value: unknown): FeedRow[] | undefined => {
    const line = mapIn(value) as Partial<HookLine> | undefined;
    const at = typeof line?.at === 'string' ? parseInstant(line.at) : undefined;
    if (!line || at === undefined || !wordIn(line.call) || !wordIn(line.server)) return undefined;
    const ids = new Ids(line.server!, site.servers);
    const reference = (word: unknown) => (wordIn(word) === '' ? '' : ids.of(wordIn(word)));
    const row = (table: string, values: FeedRow['values']): FeedRow => ({
      table,
      version: '',
      values: { ...values, server: line.server! },
    });
    const encounter_ref = reference(line.encounter);
    const cards = listIn(line.cards).map((one) => mapIn(one) ?? {});
    return [
      ...cards.map((card) =>
        row('alert', {
          alert_id: wordIn(card.id),
          shown: at,
          seen: line.seen === 'shown' ? 'shown' : 'returned',
          user_id: reference(line.user),
          patient_id: reference(line.patient),
          encounter_ref,
          alert_key: wordIn(card.key),
          hook_instance: wordIn(line.instance),
          indicator: wordIn(card.indicator),
          // How urgent a card is says nothing of whether the EHR interrupts for it: alerts.yaml does.
          interruptive: 'unknown',
          order_ref: wordIn(line.order) === '' ? '' : reference(line.order),
        }),
      ),
      ...listIn(line.systemActions).map((_, index) =>
        row('silent_change', {
          change_id: `${line.call}/${index}`,
          at,
          tool: wordIn(line.tool),
          encounter_ref,
        }),
      ),
    ];
  };
}
