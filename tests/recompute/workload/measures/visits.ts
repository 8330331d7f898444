import type { Case } from '../../cases.js';
import type { Cutoff } from '../../events.js';
import { rational, sum } from '../../rational.js';
import type { Line, Part } from '../line.js';
import type { Workload } from '../workload-world.js';
import { insideAudit, lines, part } from './per-encounter.js';
import { ONE, VARIANTS, ZERO } from './work.js';

/** "virtual encounters ÷ encounters"; those that were not read are in neither. */
export function virtualVisits(of: Workload): Line[] {
  const read = of.ofPeriod.filter(({ id }) => of.facts.has(id));
  const isVirtual = (each: Case) => each.class === 'VR' || of.facts.get(each.id)!.virtual;
  return lines(
    { measure: 'virtual-visit-share', family: 'share', by: ['class', 'specialty'], variant: null },
    read,
    of,
    (each) => part(each, isVirtual(each) ? ONE : ZERO),
  );
}

const NO_VISIT = ['IMP', 'ACUTE', 'NONAC', 'OBSENC', 'EMER'];

/** "with a start and a later end as given, of any class but …" */
function isVisit({ id, started, ended, class: code }: Case, { facts }: Workload): boolean {
  return (
    facts.has(id) && started !== null && ended !== null && ended > started && !NO_VISIT.includes(code ?? '')
  );
}

/** "the time of all clinicians' rows attributed to the visit whose instant lies in it (both ends included), at most the visit
 * itself" */
function undivided(visit: Case, cutoff: Cutoff): Part {
  const [start, end] = [visit.started!, visit.ended!];
  const inside = visit.events.filter(({ row }) => start <= row.recorded && row.recorded <= end);
  const active = sum(inside.map(({ credit }) => credit[cutoff]));
  const left = rational((end - start) * active.d - active.n, active.d);
  const micros = 3_600_000_000n;
  return part(visit, left.n > 0n ? rational(left.n, left.d * micros) : ZERO, rational(end - start, micros));
}

export function undividedAttention(of: Workload): Line[] {
  const visits = insideAudit(of).filter((each) => isVisit(each, of));
  return VARIANTS.flatMap(({ cutoff, name }) =>
    lines(
      { measure: 'undivided-attention', family: 'share', by: ['class', 'specialty'], variant: name },
      visits,
      of,
      (visit) => undivided(visit, cutoff),
    ),
  );
}
