import { LaunchFault, plain, START_AGAIN } from './problem.js';
import { scopeList } from './scopes.js';
import type { LaunchSession } from './session-store.js';
import { endpoint, folder } from './urls.js';

/** SMART App Launch 2.2, "fhirContext": what else is open in the EHR. */
export interface ContextReference {
  reference?: string;
  canonical?: string;
  identifier?: unknown;
  type?: string;
  role?: string;
}

/** What the token answer says of the launch; the tokens in it are read elsewhere. */
export type LaunchContext = Pick<
  LaunchSession,
  | 'patient'
  | 'encounter'
  | 'intent'
  | 'needPatientBanner'
  | 'smartStyleUrl'
  | 'tenant'
  | 'fhirContext'
  | 'scopesGranted'
>;

const FHIR_ID = /^[A-Za-z0-9\-.]{1,64}$/;
const SHORT = 500;

/** A FHIR id by its grammar, but never one that a URL would read as "this folder" or "the folder above". */
export function isFhirId(value: string): boolean {
  return FHIR_ID.test(value) && !/^\.{1,2}$/.test(value);
}

/**
 * The launch context beside the access token (SMART App Launch 2.2, "Launch context arrives with your access_token").
 * Whose chart it is must be beyond doubt, so a patient or encounter that is no FHIR id ends the launch;
 * anything else that is odd is left out.
 */
export function launchContext(
  answer: Readonly<Record<string, unknown>>,
  { iss, asked }: { iss: string; asked: string },
): LaunchContext {
  const patient = fhirId(answer, 'patient');
  const encounter = fhirId(answer, 'encounter');
  const intent = text(answer.intent);
  const tenant = text(answer.tenant);
  const smartStyleUrl = endpoint(answer.smart_style_url, iss);
  const fhirContext = contextReferences(answer.fhirContext);
  const scope = typeof answer.scope === 'string' ? answer.scope : asked;
  return {
    needPatientBanner: !(answer.need_patient_banner === false || answer.need_patient_banner === 'false'),
    scopesGranted: scopeList(scope),
    ...(patient ? { patient } : {}),
    ...(encounter ? { encounter } : {}),
    ...(intent ? { intent } : {}),
    ...(tenant ? { tenant } : {}),
    ...(smartStyleUrl ? { smartStyleUrl } : {}),
    ...(fhirContext ? { fhirContext } : {}),
  };
}

function fhirId(
  answer: Readonly<Record<string, unknown>>,
  name: 'patient' | 'encounter',
): string | undefined {
  const value = answer[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string' && isFhirId(value)) return value;
  throw new LaunchFault({
    code: 'bad-context',
    status: 502,
    title: 'The EHR did not say clearly whose chart this is',
    detail: `The EHR's "${name}" is no FHIR id (1 to 64 letters, digits, "-" and "."), so nothing was opened. ${START_AGAIN}`,
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= SHORT ? plain(value) : undefined;
}

function contextReferences(value: unknown): ContextReference[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const kept = value.slice(0, 100).flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const { reference, canonical, identifier, type, role } = item as Record<string, unknown>;
    const one: ContextReference = {
      ...(typeof reference === 'string' && reference.length <= SHORT ? { reference } : {}),
      ...(typeof canonical === 'string' && canonical.length <= SHORT ? { canonical } : {}),
      ...(typeof identifier === 'object' && identifier !== null ? { identifier } : {}),
      ...(typeof type === 'string' && type.length <= SHORT ? { type } : {}),
      ...(typeof role === 'string' && role.length <= SHORT ? { role } : {}),
    };
    return one.reference || one.canonical || one.identifier ? [one] : [];
  });
  return kept.length > 0 ? kept : undefined;
}

/**
 * The id_token's `fhirUser` is absolute by the specification and relative from real servers. A user of the EHR's own
 * FHIR server becomes `Practitioner/1`, a version is cut off, and anything that is no reference is left out.
 */
export function fhirUser(claim: unknown, iss: string): string | undefined {
  if (typeof claim !== 'string') return undefined;
  const unversioned = claim.replace(/\/_history\/[^/]*$/, '');
  const relative = unversioned.startsWith(folder(iss)) ? unversioned.slice(folder(iss).length) : unversioned;
  const [, base, id] = /^(https?:\/\/[^\s"'<>]{1,500}\/)?[A-Z][A-Za-z]+\/([^/]+)$/.exec(relative) ?? [];
  return id && isFhirId(id) && (!base || URL.canParse(base)) ? relative : undefined;
}
