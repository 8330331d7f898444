import { createLogger, eventLog, placeOf } from '../../src/server/log.js';

const lines: string[] = [];
const logger = createLogger('info', { write: (line) => void lines.push(line) });
const EHR = 'https://ehr.example.org/fhir';
const log = eventLog(logger, [EHR]);
const last = () => JSON.parse(lines.at(-1)!);

test('codes, counts, truths, types, listed issuers and places pass', () => {
  const fields = {
    iss: EHR,
    reason: 'http-403',
    code: 'ENOSPC',
    type: 'AuditEvent',
    entries: 7,
    whole: true,
  };
  log('fhir-refused', {
    ...fields,
    at: 'Object.<anonymous> (file:///home/maria/app/src/page.js:12:3)',
    none: undefined,
  });
  expect(last()).toEqual({
    level: 40,
    time: expect.stringMatching(/Z$/),
    event: 'fhir-refused',
    ...fields,
    at: 'page.js:12:3',
  });
});

test.each([
  ['a reference', 'Patient/42'],
  ['an id', 'pat-42'],
  ['a name', 'Maria'],
  ['a sentence', 'the patient said'],
  ['a token', 'eyJhbGciOiJub25lIn0'],
  ['a long word', 'a'.repeat(61)],
  ['a list', ['a', 'b']],
  ['an object', { a: 1 }],
  ['an error', new Error('Maria')],
])('%s does not, under any name, nor as the event', (_, value) => {
  for (const key of ['code', 'reason', 'iss', 'at', 'user', 'id']) {
    log('chart-shown', { [key]: value });
    expect(last()[key]).toBe('[redacted]');
  }
  log(String(value));
  expect(last().event).toBe('[redacted]');
});

test('another EHR’s address does not', () => {
  log('launch-refused', { iss: 'https://rogue.example/fhir' });
  expect(last().iss).toBe('[redacted]');
});

test('a whole request, logged by mistake, loses what could tell', () => {
  logger.info({ req: { url: '/launch?a=b', headers: { cookie: 'c' } }, body: { token: 't', cookie: 'c' } });
  expect(lines.at(-1)).not.toMatch(/a=b|"c"|"t"/);
});

test('the place of an error is of its first line of code', () => {
  expect(placeOf(new Error('Maria'))).toMatch(/log\.test\.ts:\d+:\d+/);
  expect(placeOf('text')).toBeUndefined();
});
