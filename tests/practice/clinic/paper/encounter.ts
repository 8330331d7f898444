import type { EncounterFact } from '../books/facts.js';
import { iso, printed, siteDate, siteOffset } from '../site-time.js';
import { type Json, localId } from './references.js';

/** How an encounter is written; what it says stands in its fact. */
export interface EncounterPaper {
  fact: EncounterFact;
  shape: 'R4' | 'R5';
  version: string;
  lastUpdated: number;
  subject: Json;
  people: { actor: Json; role: string }[];
  dateOnlyStart: boolean;
  dateOnlyEnd: boolean;
  virtual: boolean;
  /** Its own identifier, so that rows can know it by that alone. */
  visitNumber: string;
  service: string;
  location: string;
}

export const visitSystem = 'urn:clinic:csn';

export function encounterResource(paper: EncounterPaper): Json {
  const { fact } = paper;
  const head = {
    resourceType: 'Encounter',
    id: localId(fact.id).split('/')[1],
    meta: { versionId: paper.version, lastUpdated: printed(paper.lastUpdated) },
    identifier: [{ system: visitSystem, value: paper.visitNumber }],
    status: fact.status,
  };
  const actClass = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: fact.class };
  const service = { coding: [{ system: 'urn:clinic:service', code: paper.service }] };
  const location = [{ location: { reference: `Location/${paper.location}` } }];
  const period = { ...edge('start', paper), ...edge('end', paper) };
  const hasPeriod = Object.keys(period).length > 0;
  if (paper.shape === 'R4') {
    return {
      ...head,
      class: actClass,
      serviceType: service,
      subject: paper.subject,
      participant: paper.people.map(({ actor, role }) => ({ ...roleOf(role), individual: actor })),
      ...(hasPeriod && { period }),
      location,
    };
  }
  return {
    ...head,
    class: [{ coding: [actClass] }],
    serviceType: [{ concept: service }],
    subject: paper.subject,
    participant: paper.people.map(({ actor, role }) => ({ ...roleOf(role), actor })),
    ...(paper.virtual && { virtualService: [{ channelType: { code: 'zoom' } }] }),
    ...(hasPeriod && { actualPeriod: period }),
    location,
  };
}

function roleOf(code: string): Json {
  if (code === '') return {};
  return {
    type: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code }] }],
  };
}

function edge(which: 'start' | 'end', { fact, dateOnlyStart, dateOnlyEnd }: EncounterPaper): Json {
  const at = which === 'start' ? fact.started : fact.ended;
  if (at === null) return {};
  if (which === 'start' && dateOnlyStart) return { start: siteDate(at) };
  // A date without time means 24:00 for an end: the last day is the one before that instant.
  if (which === 'end' && dateOnlyEnd) return { end: siteDate(at - 1) };
  return { [which]: iso(at, { offset: siteOffset(at) }) };
}
