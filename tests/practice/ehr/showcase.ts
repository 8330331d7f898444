import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The chart to show first: `Patient/…`, `Encounter/…`, and the clinician responsible for it. */
export interface Showcase {
  patient: string;
  encounter: string;
  user: string;
  /** What the clinic's data has for this encounter, and what it lacks. */
  has: string[];
  lacks: string[];
}

interface TruthRow {
  encounter_id: string;
  patient_id: string | null;
  ended: string | null;
  clinicians: number | null;
  tools: number | null;
  logged_actions: number | null;
  clicks: number | null;
  alerts_accepted: number | null;
  alerts_overridden: number | null;
  alerts_unanswered: number | null;
}

interface Truth {
  encounters: TruthRow[];
  responsible: Record<string, string>;
}

/** How many clinicians took part. With two a page shows the person's own part only; otherwise it compares. */
export type Company = 'alone or several' | 'two';

/** The encounter of which the clinic's files have most to tell; the same for the same folder. */
export function showcase(clinicDir: string, company: Company = 'alone or several'): Showcase {
  const truth: Truth = JSON.parse(readFileSync(join(clinicDir, 'truth.json'), 'utf8'));
  const benefits = {
    'a hazard found': encountersOf(clinicDir, 'DetectedIssue'),
    'a hazard mitigated': encountersOf(clinicDir, 'DetectedIssue', (issue) => issue.mitigation !== undefined),
    'an immunization': encountersOf(clinicDir, 'Immunization'),
    'a procedure': encountersOf(clinicDir, 'Procedure'),
    'education given': encountersOf(clinicDir, 'Communication'),
  };
  let best: (Showcase & { row: TruthRow }) | undefined;
  for (const row of truth.encounters) {
    const user = truth.responsible[row.encounter_id];
    if (!isPlain(row.patient_id, 'Patient') || !isPlain(user, 'Practitioner') || !row.ended) continue;
    if (!row.clinicians || (row.clinicians === 2) !== (company === 'two')) continue;
    const facts: [string, boolean][] = [
      ['an alert accepted', positive(row.alerts_accepted)],
      ['an alert overridden', positive(row.alerts_overridden)],
      ['an alert unanswered', positive(row.alerts_unanswered)],
      ['clicks from telemetry', positive(row.clicks)],
      ['several tools', (row.tools ?? 0) >= 3],
      ...Object.entries(benefits).map(([what, set]): [string, boolean] => [what, set.has(row.encounter_id)]),
    ];
    const has = facts.filter(([, there]) => there).map(([what]) => what);
    const lacks = facts.filter(([, there]) => !there).map(([what]) => what);
    const one = { patient: row.patient_id, encounter: row.encounter_id, user, has, lacks, row };
    if (!best || tellsMore(one, best)) best = one;
  }
  if (!best) throw new Error(`"${clinicDir}" has no encounter to show`);
  const { row: _, ...chosen } = best;
  return chosen;
}

type Candidate = Showcase & { row: TruthRow };

function tellsMore(one: Candidate, other: Candidate): boolean {
  const keys = ({ has, row }: Candidate) => [has.length, row.tools ?? 0, row.logged_actions ?? 0];
  const [mine, theirs] = [keys(one), keys(other)];
  const at = mine.findIndex((value, index) => value !== theirs[index]);
  return at >= 0 && mine[at]! > theirs[at]!;
}

function encountersOf(
  clinicDir: string,
  type: string,
  counts: (resource: { mitigation?: unknown }) => boolean = () => true,
): Set<string> {
  const path = join(clinicDir, 'main', `${type}.ndjson`);
  const found = new Set<string>();
  for (const line of existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []) {
    if (line === '') continue;
    const resource = JSON.parse(line);
    const reference = resource.encounter?.reference ?? resource.implicated?.[0]?.reference;
    if (reference && counts(resource)) found.add(reference);
  }
  return found;
}

const positive = (count: number | null): boolean => (count ?? 0) > 0;

function isPlain(reference: string | null | undefined, type: string): reference is string {
  return new RegExp(`^${type}/[\\w.-]+$`).test(reference ?? '');
}
