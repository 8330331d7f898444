import express from 'express';
import type { ChartDeps, ChartRoutes } from '../../../src/server/chart/routes.js';

/** Chart routes in place of the real ones, for what a test of the shell needs: an answer, a fault, one that waits. */
export class StandIn {
  isReady = true;
  /** How many requests wait in /chart/:session/slow. */
  waiting = 0;
  closed = 0;
  /** Whether a request was still waiting when these were closed. */
  closedWhileWaiting = false;
  readonly bodies: unknown[] = [];
  private let!: () => void;
  private readonly go = new Promise<void>((resolve) => {
    this.let = resolve;
  });

  release(): void {
    this.let();
  }

  readonly routes = async (_deps: ChartDeps): Promise<ChartRoutes> => {
    const router = express.Router();
    router.get('/chart/:session', (_req, res) => void res.send('a chart'));
    router.get('/chart/:session/slow', async (_req, res) => {
      this.waiting += 1;
      await this.go;
      res.send('late, and whole');
      this.waiting -= 1;
    });
    router.get('/chart/:session/fault', () => {
      throw new Error('Maria Example, born 1980');
    });
    router.get('/chart/:session/half', (_req, res) => {
      res.write('half of ');
      throw new Error('after the first half');
    });
    router.post('/chart/:session/concerns', (req, res) => {
      this.bodies.push(req.body);
      res.redirect(303, '../done');
    });
    return {
      router,
      ready: () => this.isReady,
      close: async () => {
        this.closed += 1;
        this.closedWhileWaiting = this.waiting > 0;
      },
    };
  };
}
