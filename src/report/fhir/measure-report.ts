import type { Device, Extension, MeasureReport, MeasureReportGroup, Period } from 'fhir/r4.js';
import type { AuditResult } from '../../result.js';
import { html } from '../../wording/html-tag.js';
import { internalNote } from '../../wording/internal.js';
import { judged, judgedSentence, period as periodWords } from '../headline.js';
import { humanised } from '../naming.js';
import { concept, textOf } from './concept.js';
import { ruleConcept } from './measure.js';
import { narrative, verdictList } from './narrative.js';
import { populations } from './populations.js';
import { auditId, improvement, type RuleFindings, ruleUrl, ruleVersion } from './rule.js';
import { stratifiers, type Told } from './stratifiers.js';
import { extensions, systems } from './systems.js';
import { uuidOf } from './uuid.js';
import { absent, measureScore, verdict } from './verdict.js';

/** What one rule found in one audit. */
export function measureReport(asked: RuleFindings, result: AuditResult, told: Told): MeasureReport {
  const way = improvement(asked);
  return {
    resourceType: 'MeasureReport',
    id: uuidOf(JSON.stringify(['report', auditId(result), asked.rule])),
    ...(result.internal ? { meta: { tag: [INTERNAL] } } : {}),
    text: story(asked, result, told),
    contained: [software(result)],
    extension: [{ url: extensions.software, valueReference: { reference: '#software' } }, coverage(result)],
    identifier: [{ system: systems.audit, value: auditId(result) }],
    status: 'complete',
    type: 'summary',
    measure: `${ruleUrl(asked.rule)}|${ruleVersion(result)}`,
    period: periodOf(result),
    ...(way
      ? { improvementNotation: concept({ system: systems.improvement, code: way, as: humanised(way) }) }
      : {}),
    group: [group(asked, told)],
  };
}

const INTERNAL = { system: systems.tag, code: 'internal', display: internalNote };

/** Of a rule that asks of each tool the verdicts stand in its strata, and the whole has none. */
function group({ rule, findings }: RuleFindings, told: Told): MeasureReportGroup {
  const whole = findings.find(({ by }) => Object.keys(by).length === 0);
  const counted = whole ? populations(whole, told.counts) : [];
  const strata = stratifiers(findings, told);
  return {
    ...(whole ? { extension: [verdict(whole)] } : {}),
    code: ruleConcept(rule, told.say.question(findings[0].question)),
    ...(counted.length > 0 ? { population: counted } : {}),
    ...(whole ? { measureScore: measureScore(whole) } : {}),
    ...(strata.length > 0 ? { stratifier: strata } : {}),
  };
}

function story({ rule, findings }: RuleFindings, result: AuditResult, { say }: Told) {
  return narrative(html`<p><b>${humanised(rule)}</b>. ${say.question(findings[0].question)}</p>
${result.internal && html`<p>${INTERNAL.display}.</p>`}
<p>${say.measure(findings[0].measure)}. ${periodWords(result)}. ${judgedSentence(result)}.</p>
${verdictList(findings, say)}`);
}

function coverage(result: AuditResult): Extension {
  const { judged: done, rules } = judged(result);
  return {
    url: extensions.coverage,
    extension: [
      { url: 'judged', valueUnsignedInt: done },
      { url: 'rules', valueUnsignedInt: rules },
      { url: 'text', valueString: `${judgedSentence(result)}.` },
    ],
  };
}

/** R4 wants a period: where no dated row was read it says that there is none. */
function periodOf({ period: { from, to } }: AuditResult): Period {
  if (from === null && to === null) return absent('unknown');
  return { ...(from === null ? {} : { start: from }), ...(to === null ? {} : { end: to }) };
}

function software({ generator }: AuditResult): Device {
  const version = textOf(generator.version);
  return {
    resourceType: 'Device',
    id: 'software',
    deviceName: [{ name: 'Mission Audit', type: 'manufacturer-name' }],
    type: { text: 'Software' },
    ...(version ? { version: [{ value: version }] } : {}),
  };
}
