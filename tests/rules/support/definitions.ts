import type { MeasureDefinition } from '../../../src/measures/measure.js';
import { loadMeasures } from '../../../src/measures/registry.js';

/** A measure with what a test says of it and the plainest of everything else. */
export const define = (id: string, said: Partial<MeasureDefinition> = {}): MeasureDefinition => ({
  id,
  title: id,
  unit: 'share',
  kind: 'share',
  side: 'burden',
  judged: true,
  census: false,
  definition: `What ${id} is.`,
  references: [],
  criticisms: [],
  needs: [],
  judgedNeeds: [],
  by: [],
  split: [],
  scale: { numerator: 1, denominator: 1 },
  variants: [],
  mustAgree: [],
  sql: 'SELECT 1',
  file: `${id}.sql`,
  ...said,
});

const rate = { kind: 'rate', unit: 'per encounter' } as const;

/** The real ones, which rules/mission.yaml speaks of. */
export const allMeasures: MeasureDefinition[] = loadMeasures();

/** A few, described here: what rules of a test's own are checked against. */
export const catalogue: MeasureDefinition[] = [
  define('logged-actions-per-encounter', { ...rate, judged: false, needs: ['audit_event'] }),
  define('interactions-per-encounter', { ...rate, needs: ['audit_event'] }),
  define('clicks-per-encounter', { ...rate, needs: ['ui_interval'] }),
  define('ehr-time-per-encounter', {
    kind: 'mean',
    unit: 'minutes',
    needs: ['audit_event'],
    variants: ['300', '60', '180'],
    mustAgree: ['60', '180'],
  }),
  define('after-hours-share', { needs: ['audit_event'], by: ['tool', 'activity', 'specialty', 'stratum'] }),
  define('tools-per-encounter', { ...rate, needs: ['audit_event'] }),
  define('activity-share', { needs: ['audit_event'], by: ['activity'] }),
  define('alerts-per-encounter', { ...rate, needs: ['alert'] }),
  define('alerts-per-clinician-day', { ...rate, unit: 'per clinician and day', needs: ['alert'] }),
  define('acted-on-share', { side: 'benefit', needs: ['alert'], by: ['tool', 'alert_key'] }),
  define('override-rate', {
    needs: ['alert', 'alert_answer'],
    by: ['tool'],
    variants: ['answered', 'all'],
    mustAgree: ['all'],
  }),
  define('response-coverage', { needs: ['alert'], by: ['tool'] }),
  define('interruptive-share', { needs: ['alert'] }),
  define('repeat-share', { needs: ['alert'], variants: ['86400', '31536000'] }),
  define('dwell-time', { kind: 'median', unit: 's', needs: ['alert'] }),
  define('dwell-under-3-s', { needs: ['alert'] }),
  define('hazards-mitigated', { by: ['tool', 'stratum'], side: 'benefit', needs: ['benefit'] }),
];
