import { createHmac, randomBytes } from 'node:crypto';

/** Of this process: a restart ends all launches too, and what their pages count with them. */
const SECRET = randomBytes(32);
/** As long as a launch at most. */
const LIFETIME_MS = 12 * 60 * 60_000;
const MOST = 10_000;

/** What is counted on a page of ours belongs to. */
export interface LaunchContext {
  /** The id of the launch; it goes nowhere. */
  launch: string;
  /** Alias of the server whose ids these are. */
  server: string;
  user?: string | undefined;
  patient?: string | undefined;
  encounter?: string | undefined;
}

/**
 * Tokens for the script of our own pages: a random word that stands for whose page it is, here and nowhere else. So the
 * page's source and what is sent hold no id. The same launch and chart have the same token.
 */
export class LaunchTokens {
  private readonly contexts = new Map<string, { context: LaunchContext; until: number }>();

  constructor(private readonly now: () => number) {}

  issue({ launch, server, user, patient, encounter }: LaunchContext): string {
    const context = { launch, server, user, patient, encounter };
    const token = createHmac('sha256', SECRET).update(JSON.stringify(context)).digest('base64url');
    // To the end: the oldest goes first.
    this.contexts.delete(token);
    this.contexts.set(token, { context, until: this.now() + LIFETIME_MS });
    for (const oldest of this.contexts.keys()) {
      if (this.contexts.size <= MOST) break;
      this.contexts.delete(oldest);
    }
    return token;
  }

  of(token: string): LaunchContext | undefined {
    const found = this.contexts.get(token);
    return found && this.now() < found.until ? found.context : undefined;
  }
}
