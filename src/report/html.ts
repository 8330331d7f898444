import type { AuditResult } from '../result.js';
import { days } from '../wording/days.js';
import { html as markup } from '../wording/html-tag.js';
import { cannotTell, missing } from './html/cannot-tell.js';
import { coverage } from './html/coverage.js';
import { headline } from './html/headline.js';
import { ledger } from './html/ledger.js';
import { measurements } from './html/measurements.js';
import { method } from './html/method.js';
import { page } from './html/page.js';
import { questions } from './html/questions.js';
import { contents, type Part, section } from './html/section.js';
import { waivers } from './html/waivers.js';
import { naming } from './naming.js';

/** The report for a committee: one file that can be mailed, printed, and read without scripts. */
export const html = (result: AuditResult): string => {
  const say = naming(result);
  const parts: Part[] = [
    { id: 'tools', title: 'The ledger', body: ledger(result) },
    { id: 'questions', title: 'Question by question', body: questions(result, say) },
    ...(result.waivers.length > 0 ? [{ id: 'waivers', title: 'Waivers', body: waivers(result) }] : []),
    { id: 'measurements', title: 'Measurements', body: measurements(result, say) },
    { id: 'coverage', title: 'What was read', body: markup`${coverage(result)}${missing(result)}` },
    { id: 'cannot-tell', title: 'What could not be judged', body: cannotTell(result, say) },
    { id: 'method', title: 'How this was measured', body: method(result) },
  ];
  const { from, to } = result.period;
  return page({
    title: `Mission Audit, ${days(from, to)}`,
    header: markup`${headline(result)}${contents(parts)}`,
    body: parts.map(section),
  });
};
