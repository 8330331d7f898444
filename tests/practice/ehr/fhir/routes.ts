import { FhirRouter } from '@medplum/fhir-router';
import express, { type Request, type Response, Router } from 'express';
import type Provider from 'oidc-provider';
import type { Launches } from '../oauth/launches.js';
import type { Interaction } from '../oauth/scopes.js';
import { allowed, bearerOf } from './access.js';
import { capabilityStatement } from './capability.js';
import { refuse, sendFhir } from './outcome.js';
import { ClinicRepository } from './repository.js';
import type { Loose } from './resource.js';
import { searched, simple, understood } from './search.js';
import type { Shelves } from './shelves.js';

export interface FhirOptions {
  iss: string;
  issuer: string;
  shelves: Shelves;
  provider: Provider;
  launches: Launches;
}

const BY_METHOD: Record<string, Interaction> = {
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
  POST: 'create',
};

/** FHIR R4 for reading: Medplum's router, with SMART's scopes in front of it. */
export function fhirRoutes(options: FhirOptions): Router {
  const routes = Router();
  const fhir = new FhirRouter();
  routes.get('/metadata', (_request, response) =>
    sendFhir(response, 200, capabilityStatement({ ...options, types: [...options.shelves.keys()] })),
  );
  routes.use(async (request, response) => {
    const bearer = await bearerOf(request.get('authorization'), { ...options, response });
    if (!bearer) return;
    const [type, id, ...more] = request.path.split('/').filter(Boolean);
    const interaction = interactionOf(request, id);
    if (!type || more.length > 0)
      return refuse(response, 404, { code: 'not-supported', text: 'no such route' });
    const seen = allowed(bearer, { type, interaction, response });
    if (!seen) return;
    if (interaction !== 'read' && interaction !== 'search')
      return refuse(response, 405, { code: 'not-supported', text: 'the practice EHR is for reading' });
    if (!options.shelves.has(type))
      return refuse(response, 404, { code: 'not-supported', text: `${type} is not served here` });
    const repository = new ClinicRepository(options.shelves, seen.patient);
    if (interaction === 'search')
      return search(request, response, { fhir, repository, type, iss: options.iss });
    return answer(response, await fhir.handleRequest(simple(`${type}/${id}`), repository));
  });
  return routes;
}

function interactionOf(request: Request, id: string | undefined): Interaction {
  if (id === '_search' && request.method === 'POST') return 'search';
  if (request.method === 'GET' || request.method === 'HEAD') return id === undefined ? 'search' : 'read';
  return BY_METHOD[request.method] ?? 'update';
}

async function search(
  request: Request,
  response: Response,
  {
    fhir,
    repository,
    type,
    iss,
  }: { fhir: FhirRouter; repository: ClinicRepository; type: string; iss: string },
): Promise<void> {
  const asked = request.method === 'POST' ? await formOf(request, response) : queryOf(request);
  const { query, unsupported } = understood(asked, { type, iss });
  // What is not understood is left out, and the self link shows it; who wants to be told says so, as FHIR has it.
  if (unsupported.length > 0 && /handling=strict/.test(request.get('prefer') ?? ''))
    return refuse(response, 400, {
      code: 'not-supported',
      text: `the parameter "${unsupported[0]}" is not supported`,
    });
  const [outcome, bundle] = await searched(query, { fhir, repository, type, iss });
  if (!bundle) return answer(response, [outcome]);
  sendFhir(response, 200, bundle);
}

function queryOf(request: Request): URLSearchParams {
  return new URL(request.originalUrl, 'http://any.example').searchParams;
}

async function formOf(request: Request, response: Response): Promise<URLSearchParams> {
  await new Promise((done) => express.text({ type: '*/*' })(request, response, done));
  return new URLSearchParams([...queryOf(request), ...new URLSearchParams(String(request.body ?? ''))]);
}

function answer(response: Response, [outcome, resource]: Loose): void {
  const refused = outcome.id === 'not-found' ? 404 : 400;
  sendFhir(response, resource ? 200 : refused, resource ?? outcome);
}
