import express, { type ErrorRequestHandler, Router } from 'express';
import type Provider from 'oidc-provider';
import { html } from '../html.js';
import type { PracticeClient } from '../options.js';
import { sendPage } from '../page.js';
import type { Roster } from '../roster.js';
import type { Launches } from './launches.js';
import { newGrant } from './provider.js';

export interface SignInOptions {
  provider: Provider;
  launches: Launches;
  clients: ReadonlyMap<string, PracticeClient>;
  roster: Roster;
}

/** Where a standalone launch asks who is there, and about which patient if the app wants one. */
export function signInRoutes({ provider, launches, clients, roster }: SignInOptions): Router {
  const routes = Router();
  routes.get('/:uid', async (request, response) => {
    const details = await provider.interactionDetails(request, response);
    const { client_id, scope, redirect_uri } = details.params as Record<string, string>;
    const people = roster.clinicians().map(({ id, name }) => html`<option value="${id}">${name}</option>`);
    const patients = roster
      .patients()
      .map(({ id, name, mrn }) => html`<option value="${id}">${name}, MRN ${mrn}</option>`);
    sendPage(response, {
      title: 'Sign in',
      // The answer is redirected to the app, and browsers hold the whole way against form-action.
      forms: [new URL(redirect_uri!).origin],
      body: html`<header>Practice EHR</header><main><h1>${clients.get(client_id!)?.name ?? client_id!}</h1>
<form method="post"><label>I am <select name="user">${people}</select></label>
${wantsPatient(scope) ? html`<label>Patient <select name="patient">${patients}</select></label>` : ''}
<button>Continue</button></form></main>`,
    });
  });
  routes.post('/:uid', express.urlencoded({ extended: false }), async (request, response) => {
    const details = await provider.interactionDetails(request, response);
    const { client_id, scope } = details.params as Record<string, string>;
    const { user, patient } = request.body as Record<string, string | undefined>;
    const context = {
      user: `Practitioner/${user}`,
      ...(wantsPatient(scope) && patient && { patient }),
      needPatientBanner: true,
    };
    const about = { options: { launches, clients }, clientId: client_id!, scope: scope!, context };
    const grant = await newGrant(provider, about);
    await provider.interactionFinished(request, response, {
      login: { accountId: context.user },
      consent: { grantId: grant.jti },
    });
  });
  const over: ErrorRequestHandler = (_error, _request, response, _next) => {
    response.status(400);
    const body = html`<main><p>This sign-in is over, or began in another browser. Start again from the app.</p></main>`;
    sendPage(response, { title: 'Sign in', body });
  };
  routes.use(over);
  return routes;
}

function wantsPatient(scope = ''): boolean {
  return scope.split(' ').some((word) => word === 'launch/patient' || word.startsWith('patient/'));
}
