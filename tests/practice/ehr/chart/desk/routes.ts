import express, { type Response, Router } from 'express';
import type { DecisionSupport } from '../../hooks/decision-support.js';
import { isMedication } from '../../hooks/orders.js';
import { html } from '../../html.js';
import { sendPage } from '../../page.js';
import { Desk, type DeskScene } from './desk.js';
import { deskView } from './view.js';

/** The desks of the charts that are open; the column is a frame of its own, so that the app beside it stays as it is. */
export class Desks {
  readonly routes = Router();
  private readonly desks = new Map<string, Desk>();

  constructor(private readonly support: DecisionSupport) {
    const { routes } = this;
    routes.use('/desk', express.urlencoded({ extended: false }));
    routes.get('/desk/:id', async (request, response) => {
      const desk = this.find(request.params.id, response);
      await desk?.settled();
      if (desk) sendPage(response, { title: 'Decision support', body: deskView(desk) });
    });
    this.act('pick', (desk, { medication }) =>
      isMedication(medication) ? desk.pick(medication) : desk.settled(),
    );
    this.act('sign', (desk) => desk.sign());
    this.act('discharge', (desk) => desk.discharge());
    this.act('cards/:at/accept', (desk, { at }) => desk.accept(Number(at)));
    this.act('cards/:at/override', (desk, { at, reason, comment = '' }) =>
      desk.override(Number(at), { reason: Number(reason), comment }),
    );
  }

  /** A chart is opened: the address of its column, where the EHR has decision support. */
  open(scene: DeskScene): string | undefined {
    if (!this.support.inUse) return undefined;
    const desk = new Desk(scene, this.support);
    this.desks.set(desk.id, desk);
    return `/desk/${desk.id}`;
  }

  /** Each act ends at the desk again, so that reloading it does nothing twice. */
  private act(
    path: string,
    act: (desk: Desk, form: Record<string, string | undefined>) => Promise<void>,
  ): void {
    this.routes.post(`/desk/:id/${path}`, async (request, response) => {
      const { id, at } = request.params as { id: string; at?: string };
      const desk = this.find(id, response);
      if (!desk) return;
      await act(desk, { ...(request.body as Record<string, string>), at });
      response.redirect(303, `/desk/${id}`);
    });
  }

  private find(id: string, response: Response): Desk | undefined {
    const desk = this.desks.get(id);
    if (desk) return desk;
    response.status(404);
    sendPage(response, { title: 'Not found', body: html`<main><p>No such desk.</p></main>` });
    return undefined;
  }
}
