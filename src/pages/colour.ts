/** Red, green and blue, 0..255. */
export type Colour = [number, number, number];

const short = /^#([\da-f])([\da-f])([\da-f])$/i;
const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i;
const rgb = /^rgb\(\s*(\d{1,3})\s*(?:,\s*|\s)(\d{1,3})\s*(?:,\s*|\s)(\d{1,3})\s*\)$/i;

/** Opaque `#rgb`, `#rrggbb` or `rgb()`; null for anything else, since what is not understood is not passed on. */
export const parseColour = (text: string): Colour | null => {
  const trimmed = text.trim();
  const hex =
    short
      .exec(trimmed)
      ?.slice(1)
      .map((digit) => digit + digit) ?? long.exec(trimmed)?.slice(1);
  const parts = hex
    ? hex.map((pair) => Number.parseInt(pair, 16))
    : (rgb.exec(trimmed)?.slice(1).map(Number) ?? []);
  return parts.length === 3 && parts.every((part) => part <= 255) ? (parts as Colour) : null;
};

export const hexOf = (colour: Colour): string =>
  `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** WCAG 2.2, "relative luminance". */
const luminance = (colour: Colour): number => {
  const [r, g, b] = colour.map((part) => {
    const c = part / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Colour;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** WCAG 2.2, "contrast ratio": 1 to 21. */
export const contrast = (a: Colour, b: Colour): number => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};
