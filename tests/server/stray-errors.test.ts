import { EventEmitter } from 'node:events';
import { createLogger, eventLog } from '../../src/server/log.js';
import { watchStrayErrors } from '../../src/server/stray-errors.js';

const lines: string[] = [];
const log = eventLog(createLogger('info', { write: (line) => void lines.push(line) }), []);

function watched() {
  const [process, codes] = [new EventEmitter(), [] as number[]];
  watchStrayErrors(process, { log, exit: (code) => codes.push(code) });
  return { process, codes };
}

test('a promise that nobody waited for is logged by its place, and everybody else goes on', () => {
  const { process, codes } = watched();
  process.emit('unhandledRejection', new Error('Maria Example'));
  expect(lines.at(-1)).toMatch(/"code":"internal","at":"stray-errors\.test\.ts:\d+:\d+"/);
  expect(codes).toEqual([]);
});

test('any other error ends the process, and its words are not printed', () => {
  const { process, codes } = watched();
  process.emit('uncaughtException', new Error('Maria Example'));
  expect(codes).toEqual([2]);
  process.emit('unhandledRejection', 'Maria Example');
  expect(lines.join('')).not.toContain('Maria');
});
