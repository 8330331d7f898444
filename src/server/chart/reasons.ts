import type { FhirReason } from '../../../smart-launch/index.js';

const WORDS: Record<FhirReason, string> = {
  'denied-scope': 'the EHR did not grant this app to read it',
  unauthorized: 'the EHR asks to sign in again',
  forbidden: 'the EHR does not let you read it',
  'not-found': 'it is not available in this EHR',
  gone: 'the EHR no longer has it',
  'too-many': 'the EHR is busy and asked to wait',
  'server-error': 'the EHR could not answer',
  'too-slow': 'the EHR took too long to answer',
  'not-fhir': 'the EHR’s answer could not be read',
  'too-large': 'the EHR’s answer was too large',
  'unsafe-url': 'the EHR’s answer pointed to another place and was not followed',
  'session-over': 'the sign-in has ended; open the app again from the chart',
};

/** Why something could not be read from the EHR, for the end of a sentence. */
export function reasonWords(reason: FhirReason): string {
  return WORDS[reason];
}

/** Such an end as a sentence of its own. */
export function sentence(words: string): string {
  const capital = words[0]!.toUpperCase() + words.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
