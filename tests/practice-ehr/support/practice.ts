import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulate } from '../../practice/clinic/simulate.js';
import {
  type FaultHook,
  type PracticeEhr,
  type PracticeEhrOptions,
  type Showcase,
  showcase,
  startPracticeEhr,
} from '../../practice/ehr/index.js';
import { basicClient, otherClient, publicClient } from './clients.js';

/** One clinic and one EHR for all the suites; what a test registers or breaks, it puts right again. */
export class Practice {
  clinicDir = '';
  ehr!: PracticeEhr;
  shown!: Showcase;
  faults: FaultHook | undefined;
  oauthFaults: FaultHook | undefined;

  async start(): Promise<void> {
    this.clinicDir = mkdtempSync(join(tmpdir(), 'practice-ehr-'));
    await simulate({ out: this.clinicDir, seed: 1, events: 3000 });
    this.shown = showcase(this.clinicDir);
    this.ehr = await this.another({
      faults: (request) => this.faults?.(request),
      oauthFaults: (request) => this.oauthFaults?.(request),
    });
  }

  another(options: Partial<PracticeEhrOptions>): Promise<PracticeEhr> {
    const clients = [publicClient, basicClient, otherClient];
    return startPracticeEhr({ clinicDir: this.clinicDir, clients, ...options });
  }

  async stop(): Promise<void> {
    await this.ehr?.close();
    rmSync(this.clinicDir, { recursive: true, force: true });
  }
}
