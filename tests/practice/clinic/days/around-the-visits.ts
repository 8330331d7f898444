import type { Clinic } from '../clinic.js';
import { careTeams } from './care-teams.js';
import { concerns } from './concerns.js';
import { emergencies } from './emergencies.js';
import { grants } from './grants.js';
import { reviews } from './reviews.js';
import { silentChanges } from './silent-changes.js';
import { squeezedIn } from './squeezed-in.js';
import { strays } from './strays.js';
import { teachBacks } from './teach-back.js';
import { teamwork } from './teamwork.js';

/** What is told of visits, alerts and tools by others than those who log. Each has a stream of its own. */
export function aroundTheVisits(clinic: Clinic): void {
  teamwork(clinic);
  teachBacks(clinic);
  reviews(clinic);
  silentChanges(clinic);
  concerns(clinic);
  careTeams(clinic);
  squeezedIn(clinic);
  emergencies(clinic);
  strays(clinic);
  grants(clinic);
}
