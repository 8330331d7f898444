import type { Case } from '../../cases.js';
import type { Event } from '../../events.js';
import type { Rational } from '../../rational.js';
import { auditWindow } from '../../table.js';
import { covers } from '../../windows.js';
import { cut, type Line, line, type Part } from '../line.js';
import type { Workload } from '../workload-world.js';
import { ONE } from './work.js';

export type Dimension = 'class' | 'specialty';

/** "Specialty of an encounter = its responsible clinician's `PractitionerRole.specialty`, else `service`, else empty." */
function dimensionOf(dimension: Dimension, of: Case, { specialties, facts }: Workload): string {
  if (dimension === 'class') return of.class ?? '';
  return specialties.get(of.responsible ?? '') ?? facts.get(of.id)?.service ?? '';
}

export function part(of: Case, numerator: Rational, denominator = ONE): Part {
  return { user: of.responsible, patient: of.patient, encounter: of.id, numerator, denominator };
}

interface Asked {
  measure: string;
  family: 'share' | 'rate';
  by: Dimension[];
  variant: string | null;
}

/** The whole site, then by class and specialty of the encounter. */
export function lines(asked: Asked, cases: Case[], of: Workload, partOf: (each: Case) => Part): Line[] {
  const measured = { ...asked, counts: ['encounters' as const, 'patients' as const] };
  const dimensions = Object.fromEntries(
    asked.by.map((name) => [name, (each: Case) => dimensionOf(name, each, of)]),
  );
  return cut(cases, dimensions).map(({ by, some }) => line(measured, some.map(partOf), by, asked.variant));
}

/** What a row's encounter is; empty where it belongs to none. */
export function ofEncounter(dimension: Dimension, of: Workload): (event: Event) => string {
  const cases = new Map(of.cases.map((each) => [each.id, each]));
  return ({ attributed }) => {
    const found = cases.get(attributed.encounter ?? '');
    return found ? dimensionOf(dimension, found, of) : '';
  };
}

/** "encounters whose start and effective end (if any) lie inside the window of the feed that gives its numerator" */
export function insideAudit(of: Workload): Case[] {
  return of.ofPeriod.filter((each) =>
    covers(auditWindow(each, of.world), each.begins, each.ends, of.world.site),
  );
}

export function insideTelemetry(of: Workload): Case[] {
  return of.ofPeriod.filter((each) => covers(of.world.intervalWindow, each.begins, each.ends, of.world.site));
}
