import { isWorkday } from '../calendar.js';
import type { Clinic } from '../clinic.js';
import { log } from '../desk/log.js';
import type { Acting } from '../paper/agents.js';
import { clinicNurses, nightlyReport, wardNurse } from '../people/clinicians.js';
import type { Random } from '../random.js';
import { hour, instantOf, minute, second } from '../site-time.js';

const board: string[] = ['08:00', '17:00'];

/** Rows that are nobody's work: interfaces, the board that refreshes itself, a report account, patients at home. */
export function machineDays(clinic: Clinic): void {
  const random = clinic.random('machines');
  for (const date of clinic.calendar.dates) {
    interfaces(clinic, random, date);
    nightly(clinic, random, date);
    portal(clinic, random, date);
    const watching = isWorkday(date, clinic.calendar) ? [...clinicNurses, wardNurse] : [wardNurse];
    for (const who of watching) {
      const ends = instantOf(date, board[1]);
      for (let at = instantOf(date, board[0]) + random.int(0, 59) * second; at < ends; at += 5 * minute) {
        const patient = random.chance(0.3) ? clinic.somebody(random) : null;
        log(clinic, { at, who, does: 'board', patient, workstation: 'BOARD-1' });
      }
    }
  }
}

const machine = (agent: Acting['agents'][number]): Acting => ({ user: '', agents: [agent] });
const machines: Acting[] = [
  machine({ type: '110150', who: { reference: 'Device/hl7-engine' }, requestor: true }),
  machine({ who: { reference: 'Device/monitor-7' }, requestor: false }),
  machine({ type: '110153', name: 'archive job', requestor: true }),
  machine({ who: { reference: 'Organization/payer' }, requestor: true }),
];

function interfaces(clinic: Clinic, random: Random, date: string): void {
  for (let index = 0; index < 100; index++) {
    const at = instantOf(date) + random.int(0, 22 * 3600) * second + random.int(0, 999) * 1000;
    log(clinic, {
      at,
      who: random.pick(machines),
      kind: 'system',
      does: 'chart',
      patient: clinic.somebody(random),
    });
  }
}

/** Written as a practitioner, listed under notPeople; known by its role and identifier too. */
function nightly(clinic: Clinic, random: Random, date: string): void {
  const from = instantOf(date, '04:00');
  for (let index = 0; index < 40; index++) {
    const form = random.pick(['reference', 'role', 'identifier', 'versioned'] as const);
    log(clinic, {
      at: from + index * 1_500_000,
      who: nightlyReport,
      form,
      kind: 'system',
      does: 'chart',
      patient: clinic.somebody(random),
    });
  }
  log(clinic, {
    at: from + hour,
    who: { user: '', agents: [{ altId: 'svc-backup', requestor: true }] },
    kind: 'system',
    does: 'chart',
  });
}

function portal(clinic: Clinic, random: Random, date: string): void {
  for (let index = 0; index < 45; index++) {
    const patient = clinic.somebody(random);
    const at = instantOf(date, '06:00') + random.int(0, 16 * 3600) * second;
    const who = (reference: string): Acting => ({
      user: reference,
      agents: [{ who: { reference }, requestor: true }],
    });
    const contained: Acting = {
      user: patient.id,
      agents: [{ who: { reference: '#me' }, requestor: true }],
      contained: [
        {
          resourceType: 'Patient',
          id: 'me',
          identifier: [{ system: 'urn:portal', value: `p${patient.number}` }],
        },
      ],
    };
    const what = random.weighted([
      [80, 'patient'],
      [10, 'related'],
      [4, 'contained'],
      [6, 'unidentified'],
    ]);
    if (what === 'patient')
      log(clinic, { at, who: who(patient.id), kind: 'patient', does: 'chart', patient });
    else if (what === 'contained')
      log(clinic, { at, who: contained, kind: 'patient', does: 'chart', patient });
    else if (what === 'related')
      log(clinic, {
        at,
        who: who(`RelatedPerson/${patient.number}`),
        kind: 'related',
        does: 'chart',
        patient,
      });
    else
      log(clinic, {
        at,
        who: { user: '', agents: [{ requestor: true }] },
        kind: 'unidentified',
        does: 'chart',
        patient,
      });
  }
}
