import type { Response } from 'express';

export function sendFhir(response: Response, status: number, body: object): void {
  response.status(status).type('application/fhir+json').send(JSON.stringify(body));
}

export function refuse(
  response: Response,
  status: number,
  { code, text }: { code: string; text: string },
): void {
  sendFhir(response, status, {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code, diagnostics: text }],
  });
}
