import { randomUUID } from 'node:crypto';
import type { FeedbackItem, Hook } from '../../../cds/wire.js';
import type { DecisionSupport } from '../../hooks/decision-support.js';
import type { Medication } from '../../hooks/orders.js';
import { reasonsFor } from './reasons.js';
import { acceptable, acceptance, canBeAnswered, override, type ShownCard } from './shown-card.js';

export interface DeskScene {
  patient: string;
  encounter?: string | undefined;
  user: string;
}

/** What one clinician has in hand beside one open chart: the cards, and the orders that are not signed. */
export class Desk {
  readonly id = randomUUID();
  readonly cards: ShownCard[] = [];
  /** Services that failed, by hook: shown until the same hook is answered. */
  readonly failures = new Map<Hook, string[]>();
  orders: Medication[] = [];
  readonly done: string[] = [];
  discharged = false;
  private ordering = randomUUID();
  /** One thing at a time: what comes in while a hook is under way waits for it. */
  private last: Promise<void>;

  constructor(
    readonly scene: DeskScene,
    private readonly support: DecisionSupport,
  ) {
    this.last = this.fire('patient-view').catch(() => {});
  }

  settled(): Promise<void> {
    return this.last;
  }

  pick(medication: Medication): Promise<void> {
    return this.next(async () => {
      this.orders.push(medication);
      await this.fire('order-select');
    });
  }

  sign(): Promise<void> {
    return this.next(async () => {
      if (this.orders.length === 0) return;
      // What was said while picking is overtaken by what is said of the whole.
      this.clear('order-select');
      await this.fire('order-sign');
      this.done.push(`Signed: ${this.orders.join(', ')}`);
      this.orders = [];
      this.ordering = randomUUID();
    });
  }

  discharge(): Promise<void> {
    return this.next(async () => {
      if (!this.scene.encounter || this.discharged) return;
      await this.fire('encounter-discharge');
      this.discharged = true;
      this.done.push('Discharged');
    });
  }

  accept(at: number): Promise<void> {
    return this.next(async () => {
      const shown = this.open(at);
      const suggestion = shown && acceptable(shown.card);
      if (suggestion)
        await this.answer(shown, { item: acceptance(shown.card), words: `Accepted: ${suggestion.label}` });
    });
  }

  override(at: number, { reason, comment }: { reason: number; comment: string }): Promise<void> {
    return this.next(async () => {
      const shown = this.open(at);
      const chosen = shown && reasonsFor(shown.card)[reason];
      if (!chosen) return;
      const item = override(shown.card, { reason: chosen, comment });
      await this.answer(shown, { item, words: `Overridden: ${chosen.display}` });
    });
  }

  private async answer(
    shown: ShownCard,
    { item, words }: { item: FeedbackItem; words: string },
  ): Promise<void> {
    shown.answer = words;
    shown.delivered = (await this.support.feedback(shown.service, [item])).problem === undefined;
  }

  /** A card that may still be answered. */
  private open(at: number): ShownCard | undefined {
    const shown = this.cards[at];
    return shown && !shown.answer && canBeAnswered(shown.card) ? shown : undefined;
  }

  private async fire(hook: Hook): Promise<void> {
    const ordering = hook === 'order-select' || hook === 'order-sign';
    const fired = await this.support.fire(hook, {
      ...this.scene,
      ...(ordering && { orders: this.orders }),
      // The picks of one order are one to decision support; signing it is an act of its own.
      ...(hook === 'order-select' && { hookInstance: this.ordering }),
    });
    this.clear(hook);
    this.cards.push(...fired.flatMap(({ service, cards }) => cards.map((card) => ({ hook, service, card }))));
    const failed = fired.filter(({ problem }) => problem !== undefined);
    this.failures.set(
      hook,
      failed.map(({ service, problem }) => `${service}: ${problem}`),
    );
  }

  /** New advice takes the place of the old; what was answered stays to be seen. */
  private clear(hook: Hook): void {
    const kept = this.cards.filter((shown) => shown.hook !== hook || shown.answer);
    this.cards.splice(0, this.cards.length, ...kept);
  }

  private next(act: () => Promise<void>): Promise<void> {
    const done = this.last.then(act);
    this.last = done.catch(() => {});
    return done;
  }
}
