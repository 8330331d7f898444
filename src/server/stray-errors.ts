import type { EventEmitter } from 'node:events';
import { type EventLog, placeOf } from './log.js';

interface Context {
  log: EventLog;
  exit: (code: number) => void;
}

/**
 * Errors that no request has caught. Node would print them whole, and they may quote a patient's data; it would end the process too,
 * and with it everybody's launches. A promise that nobody waited for costs its own page alone; anything else may have left
 * things half done, so there the process ends.
 */
export function watchStrayErrors(process: EventEmitter, { log, exit }: Context): void {
  process.on('unhandledRejection', (error: unknown) => {
    log('rejection-failed', { code: 'internal', at: placeOf(error) });
  });
  process.on('uncaughtException', (error: unknown) => {
    log('server-failed', { code: 'internal', at: placeOf(error) });
    exit(2);
  });
}
