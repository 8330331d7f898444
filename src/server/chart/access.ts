import type { LaunchSession } from '../../../smart-launch/index.js';
import { anyPattern } from '../../store/config/pattern.js';
import type { ServeConfig } from '../config/serve-config.js';

/** Whether `access:` lets the person see the site's figures: by fhirUser as the EHR writes it (`*` a wildcard), or by a claim. */
export function isInformatics(
  { issuers }: ServeConfig,
  { issuer, fhirUser, claims }: LaunchSession,
): boolean {
  const informatics = issuers.find(({ iss }) => iss === issuer)?.access.informatics;
  if (!informatics) return false;
  if (Array.isArray(informatics))
    return informatics.length > 0 && fhirUser !== undefined && anyPattern(informatics)(fhirUser);
  const held = claims?.[informatics.claim] ?? [];
  return held.some((value) => informatics.values.includes(value));
}
