import type { ChartView } from '../chart-view.js';
import { type Colour, contrast, hexOf, parseColour } from './colour.js';
import { palette, properties, type Scheme } from './palette.js';

const readable = 4.5;

const parsed = (text: string | undefined): Colour | null => (text === undefined ? null : parseColour(text));

const legible = (over: Colour[], on: Colour[]): boolean =>
  over.every((ink) => on.every((paper) => contrast(ink, paper) >= readable));

/** What of the EHR's colours can be read in one scheme: each is taken only where everything on it still is. */
const fitting = (scheme: Scheme, style: NonNullable<ChartView['style']>): Record<string, string> => {
  const { paper, card, ink, ...others } = palette[scheme];
  const inks = Object.values(others).map((colour) => parseColour(colour)!);
  const [background, text, accent] = [parsed(style.background), parsed(style.text), parsed(style.accent)];
  const wanted = text ?? parseColour(ink)!;
  const ours = [paper, card].map((colour) => parseColour(colour)!);
  const theirs = background && legible([...inks, wanted], [background]) ? [background] : null;
  const papers = theirs ?? ours;
  return {
    ...(theirs && { paper: hexOf(theirs[0]!), card: hexOf(theirs[0]!) }),
    ...(text && legible([text], papers) && { ink: hexOf(text) }),
    ...(accent && legible([accent], papers) && { link: hexOf(accent) }),
  };
};

const block = (scheme: Scheme, colours: Record<string, string>): string =>
  Object.keys(colours).length > 0
    ? `@media screen and (prefers-color-scheme: ${scheme}) { :root { ${properties(colours)} } }\n`
    : '';

/**
 * A tiny sheet after ours with the EHR's colours (smart_style_url). Only colours that were understood, written anew, and only
 * where text keeps its contrast of 4.5:1: a light background counts for the light scheme, a dark one for the dark.
 */
export const ehrStyle = (style: ChartView['style']): string =>
  style ? (['light', 'dark'] as const).map((scheme) => block(scheme, fitting(scheme, style))).join('') : '';
