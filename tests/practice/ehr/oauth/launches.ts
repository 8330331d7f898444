import { randomBytes } from 'node:crypto';
import type { LaunchContext } from '../options.js';

const MINUTES_OPEN = 10;

/** What the EHR knows of a launch, and what the token response will say of it. */
export interface Launch {
  handle: string;
  clientId: string;
  context: LaunchContext;
  expires: number;
  spent: boolean;
}

/** The launches that wait for their app, and the contexts of the grants that came of them. */
export class Launches {
  private readonly waiting = new Map<string, Launch>();
  private readonly granted = new Map<string, { context: LaunchContext; launch?: Launch }>();

  open(clientId: string, context: LaunchContext): Launch {
    const handle = randomBytes(24).toString('base64url');
    const launch = { handle, clientId, context, expires: Date.now() + MINUTES_OPEN * 60_000, spent: false };
    this.waiting.set(handle, launch);
    return launch;
  }

  /** The launch, if this client may still use it. */
  find(handle: string, clientId: string): Launch | undefined {
    const launch = this.waiting.get(handle);
    if (!launch || launch.spent || launch.clientId !== clientId || launch.expires < Date.now())
      return undefined;
    return launch;
  }

  bind(grantId: string, { context, launch }: { context: LaunchContext; launch?: Launch }): void {
    this.granted.set(grantId, { context, ...(launch && { launch }) });
  }

  contextOf(grantId: string | undefined): LaunchContext | undefined {
    return grantId === undefined ? undefined : this.granted.get(grantId)?.context;
  }

  /**
   * A launch is spent by the token that it brought, not by the first look at the sign-in page: an app whose cookie does
   * not come back may begin the same launch anew in a tab of its own.
   */
  spend(grantId: string): void {
    const launch = this.granted.get(grantId)?.launch;
    if (launch) launch.spent = true;
  }
}

/** SMART's words for a context, as they stand beside the access token. */
export function contextParameters(context: LaunchContext, scope: string): Record<string, unknown> {
  const scopes = new Set(scope.split(' '));
  const all = scopes.has('launch');
  const { patient, encounter, intent, needPatientBanner, styleUrl, fhirContext } = context;
  return {
    ...(patient && (all || scopes.has('launch/patient')) && { patient: idOf(patient) }),
    ...(encounter && (all || scopes.has('launch/encounter')) && { encounter: idOf(encounter) }),
    ...(intent && { intent }),
    ...(needPatientBanner !== undefined && { need_patient_banner: needPatientBanner }),
    ...(styleUrl && { smart_style_url: styleUrl }),
    ...(fhirContext && { fhirContext }),
    tenant: 'practice-clinic',
  };
}

/** `Patient/42` and `42` are both written by those who launch. */
export function idOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
