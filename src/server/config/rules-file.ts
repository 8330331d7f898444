import { join } from 'node:path';
import { rulesFolder } from '../../store/config/shipped.js';

/** The site's rules, or ours. */
export const rulesFile = (written: string | undefined): string =>
  written ?? join(rulesFolder(), 'mission.yaml');
