import { csv, measured } from './support/measured.js';

/**
 * Forty people with ten slots a day, from 08:00 on, half an hour each and half an hour between them, every slot booked
 * twice: scheduled are 10 half hours, 5 h. With the gaps it would be 9.5 h.
 */
const people = Array.from({ length: 40 }, (_, index) => `d${index}`);
const slots = Array.from({ length: 10 }, (_, index) => String(8 + index).padStart(2, '0'));
const rows = people.flatMap((user) =>
  slots.flatMap((hour) =>
    ['a', 'b'].map(
      (which) =>
        `${user}-${hour}-${which},Patient/${which},Practitioner/${user},2026-07-08T${hour}:00:00-04:00,2026-07-08T${hour}:30:00-04:00,booked`,
    ),
  ),
);

test('a slot that is booked twice is scheduled once', async () => {
  const log = people.map((user, index) =>
    JSON.stringify({
      resourceType: 'AuditEvent',
      id: `a${index}`,
      recorded: '2026-07-08T08:00:00-04:00',
      agent: [{ requestor: true, who: { reference: `Practitioner/${user}` } }],
    }),
  );
  const found = await measured(
    'ehr-time8',
    {
      'appointment.csv': csv('appointment_id,patient_id,user_id,started,ended,status', ...rows),
      'log.ndjson': `${log.join('\n')}\n`,
    },
    { variant: '300', from: '2026-07-08', to: '2026-07-08' },
  );
  const hours = Object.values(found.clusters['']!).map(([, eights]) => eights * 8);
  expect(hours).toEqual(people.map(() => 5));
});
