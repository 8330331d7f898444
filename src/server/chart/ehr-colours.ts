import { limitedFetch } from '../../../smart-launch/limited-fetch.js';
import type { ChartView } from '../../chart-view.js';

const KEPT_MS = 60 * 60_000;
const MOST_KEPT = 100;
const LIMITS = { timeoutMs: 1500, maxBytes: 64 * 1024 };

type Colours = ChartView['style'];

/**
 * Colours of the EHR (SMART App Launch 2.2, "smart_style_url"), fetched only from the EHR's own origin: an address in a
 * token answer is no reason to ask anything else. Checked again when they become a style sheet (pages/ehr-style.ts).
 */
export class EhrColours {
  private readonly kept = new Map<string, { colours: Colours; until: number }>();

  constructor(private readonly now: () => number) {}

  async of(url: string | undefined, issuer: string): Promise<Colours> {
    if (!url || !URL.canParse(url) || new URL(url).origin !== new URL(issuer).origin) return null;
    const known = this.kept.get(url);
    if (known && known.until > this.now()) return known.colours;
    const colours = await read(url);
    if (this.kept.size >= MOST_KEPT) this.kept.clear();
    this.kept.set(url, { colours, until: this.now() + KEPT_MS });
    return colours;
  }
}

async function read(url: string): Promise<Colours> {
  try {
    const { status, text } = await limitedFetch(url, { fetch, ...LIMITS });
    if (status !== 200) return null;
    const written = JSON.parse(text) as Record<string, unknown>;
    const colour = (name: string) =>
      typeof written[name] === 'string' ? (written[name] as string) : undefined;
    const style = {
      accent: colour('color_highlight'),
      background: colour('color_background'),
      text: colour('color_text'),
    };
    return Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined)) as Colours;
  } catch {
    return null;
  }
}
