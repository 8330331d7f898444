import { join } from 'node:path';
import { rulesFolder } from './shipped.js';
import { readYaml } from './yaml-file.js';

export interface OverrideReason {
  /** In our words; a code that is not listed stands for itself. */
  title: string;
  /** Of medical ethics: autonomy, justice, nonmaleficence, beneficence; '' where none is named. */
  principle: string;
}

/** What a coded reason for overriding an alert means. */
export type OverrideReasons = (reason: string) => OverrideReason;

interface Written {
  reasons: { code: string; title: string; principle?: string; includes?: string[] }[];
}

const text = { type: 'string', minLength: 1 };
const SCHEMA = {
  type: 'object',
  required: ['version', 'reasons'],
  additionalProperties: false,
  properties: {
    version: { const: 1 },
    reasons: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'title'],
        additionalProperties: false,
        properties: {
          code: text,
          title: text,
          principle: { enum: ['autonomy', 'justice', 'nonmaleficence', 'beneficence'] },
          includes: { type: 'array', items: text },
        },
      },
    },
  },
};

/** rules/override-reasons.yaml. Finer codes mean what the one that includes them does. */
export function loadOverrideReasons(): OverrideReasons {
  const { reasons } = readYaml<Written>(join(rulesFolder(), 'override-reasons.yaml'), SCHEMA, 'bad-rules');
  const byCode = new Map(
    reasons.flatMap(({ code, title, principle = '', includes = [] }) =>
      [code, ...includes].map((one): [string, OverrideReason] => [one, { title, principle }]),
    ),
  );
  return (reason) => byCode.get(reason) ?? { title: reason.split('|').at(-1)!, principle: '' };
}
