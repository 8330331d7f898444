import type { CodeableConcept, Measure, MeasureGroupStratifier } from 'fhir/r4.js';
import type { AuditResult } from '../../result.js';
import { html } from '../../wording/html-tag.js';
import { isShare } from '../../wording/numbers.js';
import { dimensionWord, humanised, type Naming } from '../naming.js';
import { concept, text, textOf } from './concept.js';
import { narrative } from './narrative.js';
import { improvement, type RuleFindings, ruleUrl, ruleVersion } from './rule.js';
import { dimensionConcept, dimensionsOf } from './stratifiers.js';
import { systems } from './systems.js';
import { uuidOf } from './uuid.js';

/** What a rule asks. How it is computed is not in it: that is SQL, and no server could run it. */
export function measureOf(asked: RuleFindings, result: AuditResult, say: Naming): Measure {
  const { rule, findings } = asked;
  const [{ question, measure, unit, basis }] = findings;
  const url = ruleUrl(rule);
  const version = ruleVersion(result);
  const description = `${say.question(question)} Measured by: ${say.measure(measure)}${unit && !isShare(unit) ? ` (${unit})` : ''}.`;
  const way = improvement(asked);
  const scoring = scoringOf(unit);
  const citation = textOf(basis.citation ?? '');
  const stratifier = dimensionsOf(findings).map(stratifierOf);
  return {
    resourceType: 'Measure',
    id: uuidOf(`${url}|${version}`),
    text: narrative(html`<p><b>${humanised(rule)}</b>. ${description}</p>`),
    url,
    version,
    name: nameOf(rule),
    ...text('title', humanised(rule)),
    status: 'active',
    // Without it a Patient would be meant (R4, Measure.subject[x]).
    subjectCodeableConcept: concept({
      system: systems.resourceTypes,
      code: 'Organization',
      as: 'The site, its tools and groups; never a person',
    }),
    ...text('description', description),
    ...(scoring ? { scoring } : {}),
    ...text('rationale', basis.note),
    ...(citation ? { relatedArtifact: [{ type: 'citation', citation }] } : {}),
    ...(way
      ? { improvementNotation: concept({ system: systems.improvement, code: way, as: humanised(way) }) }
      : {}),
    group: [
      { code: ruleConcept(rule, say.question(question)), ...(stratifier.length > 0 ? { stratifier } : {}) },
    ],
  };
}

export const ruleConcept = (rule: string, asks: string): CodeableConcept =>
  concept({ system: systems.rule, code: rule, as: asks });

/** R4, mea-1: one criterion. Components would each need an expression that a server could run. */
function stratifierOf(dimensions: string[]): MeasureGroupStratifier {
  if (dimensions.length === 1) return { code: dimensionConcept(dimensions[0]!) };
  return { code: { text: textOf(dimensions.map(dimensionWord).join(', ')) ?? 'none' } };
}

/** R4, mea-0: a name that a program can use. */
function nameOf(rule: string): string {
  const words = rule.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `Rule${words.join('')}`.slice(0, 200);
}

function scoringOf(unit: string): CodeableConcept | undefined {
  if (unit === '') return undefined;
  const code = isShare(unit) ? 'proportion' : unit.includes(' per ') ? 'ratio' : 'continuous-variable';
  return concept({ system: systems.scoring, code, as: humanised(code) });
}
