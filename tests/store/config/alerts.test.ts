import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAlerts } from '../../../src/store/config/alerts.js';

const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function alerts(text: string) {
  const file = join(folder, 'alerts.yaml');
  writeFileSync(file, text);
  return loadAlerts(file);
}

const LIST = `version: 1
alerts:
  - {key: "sepsis-*", tool: sepsis-alert, purpose: safety, interruptive: true}
  - {key: "*", interruptive: false}
`;
const MAP = `version: 1
alerts:
  "sepsis-*": {tool: sepsis-alert, purpose: safety, interruptive: true}
  "*": {interruptive: false}
`;

test.each([
  ['a list', LIST],
  ['a map', MAP],
])('%s of alerts: the first key that fits wins', (_, text) => {
  const found = alerts(text);
  expect(found('sepsis-early')).toMatchObject({
    tool: 'sepsis-alert',
    purpose: 'safety',
    interruptive: 'true',
  });
  expect(found('Sepsis-early')).toMatchObject({ tool: '', interruptive: 'false' });
});

test('a fault is told with its place and the nearest name', () => {
  expect(() => alerts('version: 1\nalerts:\n  - {key: a, purpos: safety}\n')).toThrow(
    /alerts\.yaml:3:\d+: "purpos" is not known in alerts\.0; did you mean "purpose"\?/,
  );
});
