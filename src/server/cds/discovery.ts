import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Loose, listIn, mapIn, wordIn } from '../../feeds/cds-hooks/loose.js';
import { writeWhole } from '../../store/layout.js';
import { objectIn, textOf, unpacked } from './body.js';
import { cdsFolder } from './own-keys.js';
import type { OwnToken } from './own-token.js';
import type { Upstream } from './upstream.js';

/** What a service says of itself, as it wrote it. */
type Service = Loose & { id: string };

export interface DiscoveryOptions {
  store: string;
  /** The address that the service sees in our JWT's `aud`, and our signer; null: no JWT. */
  token: OwnToken | null;
  log: (event: string, fields?: Record<string, unknown>) => void;
  /** How often it is asked for anew. */
  everyMs?: number;
}

const EVERY_MS = 5 * 60_000;
const RETRY_MS = 10_000;
/** How long a call waits for the list, if that is not there yet. */
const PATIENCE_MS = 500;
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * The discovery document of one upstream, kept in memory and in the store: a service that is down now, or was when this
 * process began, is still listed as it was.
 */
export class Discovery {
  private services: Service[] | null = null;
  private readonly asked = new Map<string, ReadonlySet<string>>();
  private loading: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private failed = false;
  private closed = false;

  constructor(
    private readonly upstream: Upstream,
    private readonly options: DiscoveryOptions,
  ) {
    this.take(this.kept());
  }

  /** The services with the ids that the EHR knows them by; null where the upstream has never answered. */
  async listed(): Promise<Service[] | null> {
    if (!this.services) await this.load();
    return this.services?.map((one) => ({ ...one, id: `${this.upstream.about.id}.${one.id}` })) ?? null;
  }

  /** The prefetch keys that a service asks for; none where it is not listed, for then it asked for nothing. */
  async prefetchOf(service: string): Promise<ReadonlySet<string>> {
    // One that is new may have been added since the last look.
    if (!this.asked.has(service) && !this.tooSlow) await this.waitForList();
    return this.asked.get(service) ?? NOTHING;
  }

  private lastLoad = Number.NEGATIVE_INFINITY;
  /** A call has waited for the list in vain; until there is one, none waits again. */
  private tooSlow = false;

  /** Not for each call of a service that does not exist, and never for long: a check must not be late for a list. */
  private async waitForList(): Promise<void> {
    if (!this.loading && performance.now() - this.lastLoad < RETRY_MS) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        if (!this.tooSlow) this.options.log('cds-discovery-failed', { code: 'too-slow' });
        this.tooSlow = true;
        resolve();
      }, PATIENCE_MS);
    });
    await Promise.race([this.load(), late]).finally(() => clearTimeout(timer));
  }

  /** Looks now, and from now on again and again. */
  load(): Promise<void> {
    this.loading ??= this.fetched().finally(() => {
      this.loading = undefined;
      this.lastLoad = performance.now();
      clearTimeout(this.timer);
      const { everyMs = EVERY_MS } = this.options;
      if (this.closed) return;
      this.timer = setTimeout(() => void this.load(), this.failed ? Math.min(RETRY_MS, everyMs) : everyMs);
      this.timer.unref();
    });
    return this.loading;
  }

  private async fetched(): Promise<void> {
    const { token, log } = this.options;
    const path = '/cds-services';
    const url = this.upstream.about.url + path;
    try {
      const authorization = token && `Bearer ${await token.forCall(url)}`;
      const headers = { accept: 'application/json', 'accept-encoding': 'identity' };
      const answer = await this.upstream.ask({
        method: 'GET',
        path,
        headers: authorization ? { ...headers, authorization } : headers,
      });
      if (answer.status !== 200 || !('body' in answer)) throw new Error('no list');
      const body = await unpacked(answer.body, answer.headers['content-encoding'], MOST_BYTES);
      const text = body && textOf(body);
      const found = text === undefined ? undefined : objectIn(text);
      if (!found || !Array.isArray(found.services)) throw new Error('no list');
      this.take(found);
      if (this.failed) log('cds-discovery-back', {});
      this.failed = false;
      this.tooSlow = false;
      this.keep(text!);
    } catch {
      // Said once, not every few seconds.
      if (!this.failed) log('cds-discovery-failed', {});
      this.failed = true;
    }
  }

  private take(document: Loose | undefined): void {
    if (!document) return;
    const services = listIn(document.services).flatMap((one) => {
      const service = mapIn(one);
      return service && wordIn(service.id) !== '' ? [service as Service] : [];
    });
    this.services = services;
    this.asked.clear();
    for (const { id, prefetch } of services) {
      // One id may stand for several hooks: it asked for what any of them asks for.
      const before = this.asked.get(id) ?? NOTHING;
      this.asked.set(id, new Set([...before, ...Object.keys(mapIn(prefetch) ?? {})]));
    }
  }

  private get file(): string {
    return join(cdsFolder(this.options.store), `discovery-${this.upstream.about.id}.json`);
  }

  private kept(): Loose | undefined {
    try {
      return objectIn(readFileSync(this.file, 'utf8'));
    } catch {
      return undefined;
    }
  }

  private keep(text: string): void {
    try {
      writeWhole(this.file, text);
    } catch {
      this.options.log('cds-discovery-not-kept', {});
    }
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }
}

const NOTHING: ReadonlySet<string> = new Set();
