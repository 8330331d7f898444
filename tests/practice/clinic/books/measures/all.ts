import { actedOnPerClick } from './acted-on-per-click.js';
import { actedOnShare } from './acted-on-share.js';
import { activityShare } from './activity-share.js';
import { alertsPer100Orders } from './alerts-per-100-orders.js';
import { alertsPerClinicianDay } from './alerts-per-clinician-day.js';
import { alertsPerInpatientDay } from './alerts-per-inpatient-day.js';
import { attentionSwitching } from './attention-switching.js';
import { breakGlassRate } from './break-glass-rate.js';
import { burdenConcentration } from './burden-concentration.js';
import type { Figures } from './cells.js';
import { concernsAnswered, concernsRaised } from './concerns.js';
import { dwellTime } from './dwell-time.js';
import { educationInLanguage } from './education-in-language.js';
import { evidenceFreshness } from './evidence-freshness.js';
import { hardStopShare } from './hard-stop-share.js';
import { hazardsMitigated } from './hazards-mitigated.js';
import { interruptiveShare } from './interruptive-share.js';
import type { Ledger } from './ledger.js';
import { numberToFire } from './number-to-fire.js';
import { offHoursShares } from './off-hours-shares.js';
import { overrideAppropriateness } from './override-appropriateness.js';
import { overrideRate } from './override-rate.js';
import { perEncounterFigures } from './per-encounter-figures.js';
import { preventionActedOn } from './prevention-acted-on.js';
import { repeatShare } from './repeat-share.js';
import { responseCoverage } from './response-coverage.js';
import { silentChanges } from './silent-changes.js';
import { teachBackRecorded } from './teach-back-recorded.js';
import { timePerEightHours } from './time-per-eight-hours.js';
import { toolReach } from './tool-reach.js';
import { tword } from './tword.js';
import { undividedAttention } from './undivided-attention.js';
import { unexplainedAccess } from './unexplained-access.js';
import { unusedScopes } from './unused-scopes.js';
import { virtualVisitShare } from './virtual-visit-share.js';
import { waitDays } from './wait-days.js';
import { wrongPatientRetractReorder } from './wrong-patient-retract-reorder.js';

const measures: ((ledger: Ledger) => Figures)[] = [
  perEncounterFigures,
  toolReach,
  activityShare,
  offHoursShares,
  timePerEightHours,
  undividedAttention,
  attentionSwitching,
  tword,
  wrongPatientRetractReorder,
  alertsPer100Orders,
  alertsPerInpatientDay,
  alertsPerClinicianDay,
  actedOnShare,
  overrideRate,
  responseCoverage,
  repeatShare,
  dwellTime,
  interruptiveShare,
  hardStopShare,
  overrideAppropriateness,
  silentChanges,
  numberToFire,
  burdenConcentration,
  actedOnPerClick,
  hazardsMitigated,
  preventionActedOn,
  educationInLanguage,
  teachBackRecorded,
  virtualVisitShare,
  waitDays,
  unexplainedAccess,
  breakGlassRate,
  unusedScopes,
  concernsRaised,
  concernsAnswered,
  evidenceFreshness,
];

/** Every figure of the catalogue that the books know. */
export function allFigures(ledger: Ledger): Figures {
  return Object.assign({}, ...measures.map((measure) => measure(ledger)));
}
