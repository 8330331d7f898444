import { randomUUID } from 'node:crypto';
import type { Card, FeedbackItem, Hook, HookContext, HookRequest, ServiceEntry } from '../../cds/wire.js';
import type { LookUp } from '../fhir/look-up.js';
import { type Authorizing, authorizationFor } from './authorization.js';
import { type Budget, budgetOf, Caller, type Reply } from './call.js';
import type { ClientKey } from './client-key.js';
import { prefetchOf } from './prefetch.js';
import { cardsOf, servicesOf } from './read-answer.js';
import { contextOf, type FireOptions } from './scene.js';

const BUDGET_MS = 5000;

export interface CdsSource {
  /** Where decision support is, or the gateway before it; without /cds-services. */
  base: string;
  /** Whether calls carry the EHR's token (default `jwt`). */
  auth?: 'jwt' | 'none';
  /** How long a clinician is kept waiting for a hook, discovery and all (default 5,000). */
  budgetMs?: number;
  /** The OAuth client that a service is registered as (default: each its own, `cds:` and its id). */
  subjectOf?: (service: string) => string;
}

/** What one service answered to a hook; `problem` says why there is nothing to show. */
export interface Fired extends Reply {
  service: string;
  cards: Card[];
  /** What it was asked; not there where discovery failed. */
  request?: HookRequest;
}

/** One firing, the same for all its services. */
interface Firing {
  hook: Hook;
  hookInstance: string;
  context: HookContext;
  source: CdsSource;
  budget: Budget;
}

interface Parts extends Authorizing {
  iss: string;
  key: ClientKey;
  lookUp: LookUp;
}

/** The EHR as a CDS client. */
export class DecisionSupport {
  private readonly caller = new Caller();
  private source: CdsSource | undefined;
  private known: ServiceEntry[] = [];

  constructor(private readonly parts: Parts) {}

  get inUse(): boolean {
    return this.source !== undefined;
  }

  use(source: CdsSource | undefined): void {
    this.source = source && { ...source, base: source.base.replace(/\/$/, '') };
    this.known = [];
  }

  /** Calls every service of the hook at once. A failing one is in the list like any other. */
  async fire(hook: Hook, options: FireOptions): Promise<Fired[]> {
    const { source } = this;
    if (!source) return [];
    const context = contextOf(hook, options);
    const hookInstance = options.hookInstance ?? randomUUID();
    const firing = { hook, hookInstance, context, source, budget: budgetOf(source.budgetMs ?? BUDGET_MS) };
    const failed = await this.discover(firing);
    if (failed) return [failed];
    const services = this.known.filter((service) => service.hook === hook);
    return Promise.all(
      // One service that asks for nonsense must not cost the cards of the others.
      services.map((service) => this.ask(service, firing).catch(() => notAsked(service.id))),
    );
  }

  async feedback(service: string, items: FeedbackItem[]): Promise<Reply> {
    const { source } = this;
    if (!source) throw new Error('the EHR has no decision support');
    const budget = budgetOf(source.budgetMs ?? BUDGET_MS);
    return this.call(`/${encodeURIComponent(service)}/feedback`, {
      source,
      budget,
      json: { feedback: items },
    });
  }

  close(): Promise<void> {
    return this.caller.close();
  }

  /** Read once. A failure is not kept, and neither is an empty list, which says that a service is not up yet. */
  private async discover({ source, budget }: Firing): Promise<Fired | undefined> {
    if (this.known.length > 0) return undefined;
    const reply = await this.call('', { source, budget });
    const services = reply.problem ? undefined : servicesOf(reply.body);
    if (!services) return { problem: 'it is no discovery', ...reply, service: 'discovery', cards: [] };
    this.known = services;
    return undefined;
  }

  private async ask(service: ServiceEntry, firing: Firing): Promise<Fired> {
    const { hook, hookInstance, context, source, budget } = firing;
    const { subjectOf = (id: string) => `cds:${id}` } = source;
    const parts = { ...this.parts, context };
    const prefetch = service.prefetch && (await prefetchOf(service.prefetch, parts));
    const subject = subjectOf(service.id);
    const request = {
      hook,
      hookInstance,
      fhirServer: this.parts.iss,
      fhirAuthorization: await authorizationFor({ subject, prefetch: service.prefetch }, parts),
      context,
      ...(prefetch && { prefetch }),
    };
    const path = `/${encodeURIComponent(service.id)}`;
    const reply = await this.call(path, { source, budget, json: request });
    return { ...answerOf(service.id, reply), request };
  }

  private async call(
    path: string,
    { source, budget, json }: Pick<Firing, 'source' | 'budget'> & { json?: object },
  ): Promise<Reply> {
    const url = `${source.base}/cds-services${path}`;
    const authorization = source.auth === 'none' ? undefined : `Bearer ${await this.parts.key.token(url)}`;
    return this.caller.call({ url, authorization, budget, ...(json && { json }) });
  }
}

function notAsked(service: string): Fired {
  const nothing = { status: 0, headers: {}, body: Buffer.alloc(0) };
  return { ...nothing, service, cards: [], problem: 'its prefetch could not be read' };
}

function answerOf(service: string, reply: Reply): Fired {
  if (reply.problem) return { ...reply, service, cards: [] };
  const cards = cardsOf(reply.body);
  return cards ? { ...reply, service, cards } : { ...reply, service, cards: [], problem: 'it is no answer' };
}
