import { FORMULARY } from '../../hooks/orders.js';
import { type Html, html } from '../../html.js';
import type { Desk } from './desk.js';
import { reasonsFor } from './reasons.js';
import { acceptable, canBeAnswered, type ShownCard } from './shown-card.js';

/** The column beside the app: cards, orders, discharge. */
export function deskView(desk: Desk): Html {
  return html`<main class="desk"><h1>Decision support</h1>
${[...desk.failures.values()].flat().map(failure)}
${desk.cards.length > 0 ? desk.cards.map((shown, at) => cardView(shown, `/desk/${desk.id}/cards/${String(at)}`)) : html`<p class="quiet">No cards.</p>`}
${ordersView(desk)}${desk.scene.encounter && !desk.discharged ? dischargeView(desk) : ''}
${desk.done.map((what) => html`<p class="done">${what}</p>`)}</main>`;
}

function failure(what: string): Html {
  return html`<p class="failure" role="alert">Decision support did not answer (${what})</p>`;
}

function cardView({ card, service, answer, delivered }: ShownCard, path: string): Html {
  return html`<article class="card" aria-label="${words(card.summary)}" data-service="${service}"><p class="indicator">${words(card.indicator)}</p>
<h2>${words(card.summary)}</h2><p class="source">${words(card.source?.label)}</p>
${answer ? answered(answer, delivered) : canBeAnswered(card) ? answering(card, path) : html`<p class="quiet">Without a uuid, this card cannot be answered.</p>`}
</article>`;
}

function answered(answer: string, delivered: boolean | undefined): Html {
  return html`<p class="answer">${answer}</p>${delivered ? '' : html`<p class="failure" role="alert">The answer did not reach decision support</p>`}`;
}

function answering(card: ShownCard['card'], path: string): Html {
  const suggestion = acceptable(card);
  const reasons = reasonsFor(card).map(
    ({ display }, at) => html`<option value="${String(at)}">${display}</option>`,
  );
  return html`${suggestion ? html`<form method="post" action="${path}/accept"><button>Accept: ${words(suggestion.label)}</button></form>` : ''}
<form method="post" action="${path}/override"><label>Reason <select name="reason">${reasons}</select></label>
<label>Comment <input name="comment"></label><button>Override</button></form>`;
}

function ordersView({ id, orders }: Desk): Html {
  const names = Object.keys(FORMULARY);
  return html`<h2>Order a medication</h2><form method="post" action="/desk/${id}/pick">
${names.map((name) => html`<button name="medication" value="${name}">${name}</button> `)}</form>
${orders.length > 0 ? html`<p>To be signed: ${orders.join(', ')}</p><form method="post" action="/desk/${id}/sign"><button>Sign</button></form>` : ''}`;
}

function dischargeView({ id }: Desk): Html {
  return html`<h2>Visit</h2><form method="post" action="/desk/${id}/discharge"><button>Discharge</button></form>`;
}

/** A card's text is whatever a service sent. */
function words(value: unknown): string {
  return typeof value === 'string' ? value : '–';
}
