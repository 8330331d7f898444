/**
 * A CDS service that costs as little as it can, so that what is measured is what stands before it: one card with a fresh
 * uuid to every call, whatever was asked. Forked by bench-gateway.ts, which is told the port; ends with it.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const DISCOVERY = JSON.stringify({
  services: [
    {
      hook: 'order-select',
      id: 'interactions',
      title: 'Interactions of drafted medication',
      description: 'Looks at the drafts and at what the patient takes.',
      prefetch: {
        patient: 'Patient/{{context.patientId}}',
        medications: 'MedicationRequest?patient={{context.patientId}}&status=active',
      },
    },
  ],
});

const suggestion = (n) => ({
  label: `Lower dose ${n} of what is drafted`,
  uuid: `5f1c3d52-0a0e-4a4f-9a3e-00000000000${n}`,
  actions: [
    {
      type: 'update',
      description: 'Changes the dose of the draft',
      resource: {
        resourceType: 'MedicationRequest',
        id: 'draft-1',
        status: 'draft',
        dosageInstruction: [{ text: `${n * 5} mg once a day` }],
      },
    },
  ],
});

const CARD = {
  uuid: '',
  summary: 'Two drugs that raise each other',
  detail:
    'Both are broken down by one enzyme; the levels of the first rise. Watch for muscle pain, or lower the dose.',
  indicator: 'warning',
  source: {
    label: 'Practice rules',
    url: 'https://rules.example.org/interactions',
    topic: { system: 'https://rules.example.org/topics', code: 'drug-interaction', display: 'Interaction' },
  },
  suggestions: [suggestion(1), suggestion(2)],
  selectionBehavior: 'at-most-one',
  overrideReasons: [{ code: 'benefit-outweighs-risk', display: 'The benefit outweighs the risk' }],
  links: [{ label: 'What is known', url: 'https://rules.example.org/interactions/17', type: 'absolute' }],
};

const [BEFORE, AFTER] = JSON.stringify({ cards: [CARD] }).split('"uuid":""');
const answer = () => `${BEFORE}"uuid":"${randomUUID()}"${AFTER}`;
const headers = (text) => ({ 'Content-Type': 'application/json', 'Content-Length': text.length });

const server = createServer({ keepAliveTimeout: 65_000 }, (req, res) => {
  req.resume();
  req.once('end', () => {
    const text = req.method === 'GET' ? DISCOVERY : answer();
    res.writeHead(200, headers(text)).end(text);
  });
});

server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.once('disconnect', () => process.exit());
