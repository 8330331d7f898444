import type { Clinic } from '../clinic.js';
import { absent } from './absent.js';
import { alertEpisodes } from './alerts.js';
import { attribution } from './attribution.js';
import { badLines } from './bad-lines.js';
import { chain } from './chain.js';
import { clock } from './clock.js';
import { dateOnly, withoutEnd } from './ends.js';
import { identities } from './identities.js';
import { telemetry } from './telemetry.js';
import { changedMinds, uncounted } from './uncounted.js';
import { versions } from './versions.js';
import { windows } from './window.js';

/** Everything that goes wrong or could be read in two ways, each with the patients of its own (see README.md). */
export function hardCases(clinic: Clinic): void {
  versions(clinic);
  uncounted(clinic);
  changedMinds(clinic);
  withoutEnd(clinic);
  dateOnly(clinic);
  absent(clinic);
  attribution(clinic);
  identities(clinic);
  chain(clinic);
  clock(clinic);
  // Each of these alerts falls on a few patients: in the neutral story that would be a difference between languages.
  if (!clinic.story.neutral) alertEpisodes(clinic);
  telemetry(clinic);
  windows(clinic);
  badLines(clinic);
}
