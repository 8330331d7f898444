import { type Files, type Found, measuredAll, type Question } from './measured.js';

/** Several questions about one reading, each answer under its own name. */
export async function askAll<Name extends string>(
  questions: Record<Name, Question>,
  files: Files,
  period: { from?: string; to?: string } = {},
): Promise<Record<Name, Found>> {
  const names = Object.keys(questions) as Name[];
  const found = await measuredAll(
    names.map((name) => questions[name]),
    files,
    period,
  );
  return Object.fromEntries(names.map((name, i) => [name, found[i]!])) as Record<Name, Found>;
}

/** Sums by clinician, `Practitioner/` left out: what stands in a case table. */
export function byPerson({ clusters }: Found, value = ''): Record<string, [number, number]> {
  return Object.fromEntries(
    Object.entries(clusters[value] ?? {}).map(([cluster, sums]) => [
      cluster.replace('Practitioner/', ''),
      sums,
    ]),
  );
}
