import type { LaunchSession } from '../../../smart-launch/index.js';
import { anyPattern } from '../../store/config/pattern.js';
import type { ServeConfig } from '../config/serve-config.js';

/** Whether `access:` lets the person see the site's figures: by fhirUser as the EHR writes it, `*` a wildcard. */
export function isInformatics({ issuers }: ServeConfig, session: LaunchSession): boolean {
  const informatics = issuers.find(({ iss }) => iss === session.issuer)?.access.informatics;
  return Array.isArray(informatics) && informatics.length > 0 && session.fhirUser !== undefined
    ? anyPattern(informatics)(session.fhirUser)
    : false;
}
