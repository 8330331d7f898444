import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Response, Router } from 'express';
import type { DecisionSupport } from '../hooks/decision-support.js';
import { type Html, html } from '../html.js';
import { idOf } from '../oauth/launches.js';
import type { LaunchContext, PracticeClient } from '../options.js';
import { STYLE, sendPage } from '../page.js';
import { type ChartPatient, INFORMATICS, type Roster } from '../roster.js';
import { type Showcase, showcase } from '../showcase.js';
import { Desks } from './desk/routes.js';

export interface ChartOptions {
  clinicDir: string;
  origin: string;
  roster: Roster;
  clients: ReadonlyMap<string, PracticeClient>;
  launch: (clientId: string, context: LaunchContext) => { url: string };
  support: DecisionSupport;
}

const LISTED = 24;

/** The EHR's own screens: whose charts there are, and a chart with the app beside it. */
export function chartRoutes(options: ChartOptions): Router {
  const routes = Router();
  const shown = firstToShow(options.clinicDir);
  const desks = new Desks(options.support);
  routes.use(desks.routes);
  routes.get('/ehr.css', (_request, response) => void response.type('css').send(STYLE));
  routes.get('/smart-style.json', (_request, response) => void response.json(SMART_STYLE));
  routes.get('/', (_request, response) => {
    const first = shown && options.roster.patient(idOf(shown.patient));
    const others = options.roster.patients().filter(({ id, mrn }) => id !== first?.id && mrn !== '–');
    sendPage(response, {
      title: 'Patients',
      body: html`${bar()}<main><h1>Patients</h1><form method="get" action="/chart">
${choiceOfUser(options.roster, shown && idOf(shown.user))}${choiceOfClient(options.clients)}
<table><thead><tr><th scope="col">Patient</th><th scope="col">Born</th><th scope="col">MRN</th><th scope="col"></th></tr></thead><tbody>
${[...(first ? [first] : []), ...others].slice(0, LISTED).map((one) => rowOf(one, one === first ? 'begin here: something of everything' : ''))}
</tbody></table></form></main>`,
    });
  });
  // The list is a form, so that one choice of clinician and app goes with any patient.
  routes.get('/chart', (request, response) => {
    const { patient = '', user = '', client = '' } = request.query as Record<string, string>;
    const encounter = shown && patient === idOf(shown.patient) ? idOf(shown.encounter) : '';
    const query = new URLSearchParams({ user, client, ...(encounter && { encounter }) });
    response.redirect(303, `/chart/${encodeURIComponent(patient)}?${query}`);
  });
  routes.get('/chart/:patient', (request, response) => {
    const { encounter, user, client } = request.query as Record<string, string | undefined>;
    chart(response, { ...options, desks, patient: request.params.patient, encounter, user, client });
  });
  return routes;
}

/** A clinic made for measuring speed knows no truth, and so nothing to show first. */
function firstToShow(clinicDir: string): Showcase | undefined {
  return existsSync(join(clinicDir, 'truth.json')) ? showcase(clinicDir) : undefined;
}

const SMART_STYLE = {
  color_background: '#ffffff',
  color_error: '#9e2d2d',
  color_highlight: '#12496b',
  color_modal_backdrop: '',
  color_success: '#2e6b34',
  color_text: '#1b232b',
  dim_border_radius: '4px',
  dim_font_size: '15px',
  dim_spacing_size: '12px',
  font_family_body: 'system-ui, sans-serif',
  font_family_heading: 'system-ui, sans-serif',
};

function chart(
  response: Response,
  asked: ChartOptions & {
    desks: Desks;
    patient: string;
    encounter: string | undefined;
    user: string | undefined;
    client: string | undefined;
  },
): void {
  const { roster, clients, launch, origin } = asked;
  const patient = roster.patient(asked.patient);
  const client = clients.get(asked.client || [...clients.keys()][0] || '');
  if (!patient || !client) {
    response.status(404);
    const what = patient ? 'No app of that name is registered.' : 'No such patient.';
    sendPage(response, { title: 'Not found', body: html`${bar()}<main><p>${what}</p></main>` });
    return;
  }
  const latest = roster.latestEncounter(patient.id);
  const encounter = asked.encounter || latest.encounter;
  const user = `Practitioner/${idOf(asked.user || latest.user || INFORMATICS)}`;
  const context = {
    patient: patient.id,
    ...(encounter && { encounter }),
    user,
    styleUrl: `${origin}/smart-style.json`,
  };
  // Each way in has a launch of its own: a launch is spent once. In its own tab the app shows whose chart it is.
  const framed = launch(client.clientId, { ...context, needPatientBanner: false });
  const apart = launch(client.clientId, { ...context, needPatientBanner: true });
  const origins = [client.launchUrl, ...client.redirectUris].map((url) => new URL(url).origin);
  const desk = asked.desks.open({ patient: patient.id, encounter, user });
  const other = roster.patients().find(({ id, mrn }) => id !== patient.id && mrn !== '–');
  sendPage(response, {
    title: patient.name,
    frames: [...new Set(origins)],
    body: html`${bar(roster.nameOf(user) ?? user)}
<section class="banner" aria-label="Patient"><strong>${patient.name}</strong>
<span>born ${patient.born}</span><span>${patient.gender}</span><span>MRN ${patient.mrn}</span>
<span class="quiet">${encounter ? `Encounter ${idOf(encounter)}` : 'no encounter'}</span>
<a href="${apart.url}" target="_blank" rel="noopener">${client.name}: open in its own tab</a>
${other ? html`<form method="get" action="/chart/${other.id}" target="_blank"><input type="hidden" name="user" value="${idOf(user)}"><input type="hidden" name="client" value="${client.clientId}"><button>Open a second chart (${other.name})</button></form>` : ''}
</section><main class="chart"><iframe title="${client.name}" src="${framed.url}"></iframe>${desk ? html`<iframe class="desk" title="Decision support" src="${desk}"></iframe>` : ''}</main>`,
  });
}

function bar(user?: string): Html {
  return html`<header><a href="/">Practice EHR</a>${user ? html`<span>${user}</span>` : ''}<span>a practice system: every patient is invented</span></header>`;
}

function rowOf({ id, name, born, mrn }: ChartPatient, note: string): Html {
  return html`<tr><td>${name}${note ? html` <span class="quiet">(${note})</span>` : ''}</td><td>${born}</td><td>${mrn}</td>
<td><button name="patient" value="${id}" aria-label="Open the chart of ${name}, MRN ${mrn}">Open chart</button></td></tr>`;
}

function choiceOfUser(roster: Roster, chosen: string | undefined): Html {
  const options = roster
    .clinicians()
    .map(({ id, name }) =>
      id === chosen
        ? html`<option value="${id}" selected>${name}</option>`
        : html`<option value="${id}">${name}</option>`,
    );
  return html`<label>I am <select name="user">${options}</select></label>`;
}

function choiceOfClient(clients: ReadonlyMap<string, PracticeClient>): Html {
  const options = [...clients.values()].map(
    ({ clientId, name }) => html`<option value="${clientId}">${name}</option>`,
  );
  return html`<label>App <select name="client">${options}</select></label>`;
}
