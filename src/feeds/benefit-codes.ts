import { join } from 'node:path';
import { rulesFolder } from '../store/config/shipped.js';
import { readYaml } from '../store/config/yaml-file.js';
import type { BenefitCodes } from './fhir/benefit.js';

const codes = { type: 'array', items: { type: 'string' } };

const SCHEMA = {
  type: 'object',
  required: ['version', 'education', 'teach-back', 'screening'],
  additionalProperties: false,
  properties: { version: { const: 1 }, education: codes, 'teach-back': codes, screening: codes },
};

/** The code lists that tell education, teach-back and screening: rules/benefits.yaml. */
export function loadBenefitCodes(): BenefitCodes {
  const file = join(rulesFolder(), 'benefits.yaml');
  const { education, screening, 'teach-back': teachBack } = readYaml<BenefitCodes>(file, SCHEMA, 'bad-rules');
  return { education, screening, 'teach-back': teachBack };
}
