/** The colours of the pages in both schemes: chosen for a contrast of 4.5:1 on paper and card; none carries meaning alone. */
export const palette = {
  light: {
    paper: '#fcfbf8',
    card: '#ffffff',
    ink: '#1d2126',
    soft: '#545c66',
    link: '#1b4f80',
    fail: '#a3242c',
    warn: '#805200',
    error: '#78308a',
    'insufficient-data': '#4a5460',
    pass: '#0c6353',
    waived: '#34509a',
    'not-applicable': '#5b5b5b',
  },
  dark: {
    paper: '#15181b',
    card: '#1c2024',
    ink: '#e9e7e2',
    soft: '#adb4bc',
    link: '#93c1ee',
    fail: '#ff9f97',
    warn: '#efc46c',
    error: '#dea6ee',
    'insufficient-data': '#b8c0c9',
    pass: '#74d1bf',
    waived: '#a9c0f7',
    'not-applicable': '#b3b3b3',
  },
} as const;

export type Scheme = keyof typeof palette;

/** As custom properties of a style sheet. */
export const properties = (colours: Record<string, string>): string =>
  Object.entries(colours)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');
