import type { Server } from '../books/facts.js';
import type { Random } from '../random.js';

export interface Patient {
  id: string;
  server: Server;
  number: number;
  language: 'en' | 'es' | 'zh' | '';
  gender: 'female' | 'male' | 'other' | '';
  born: number;
  interpreter: boolean;
  race: string;
  hispanic: boolean;
  /** Numbers of resources that this patient replaces; old rows still name them. */
  formerly: number[];
}

export const mrnSystem = 'urn:clinic:mrn';
/** Patients up to here come by themselves; those after it belong to the hard cases. */
export const everydayPatients = 240;
export const patientCount = 300;

export function clinicPatients(random: Random): Patient[] {
  const list = Array.from({ length: patientCount }, (_, index) => patient(random, index + 1, 'main'));
  // 301 and 302 were merged into one patient each; 303 was merged into 304, and 304 later into 50.
  list[16]!.formerly.push(301);
  list[39]!.formerly.push(302);
  list[49]!.formerly.push(303, 304);
  return list;
}

export function labPatients(random: Random): Patient[] {
  return Array.from({ length: 24 }, (_, index) => patient(random, index + 1, 'lab'));
}

function patient(random: Random, number: number, server: Server): Patient {
  const hispanic = random.chance(0.25);
  return {
    id: server === 'main' ? `Patient/${number}` : `lab:Patient/${number}`,
    server,
    number,
    language: random.weighted([
      [hispanic ? 3 : 20, 'en'],
      [hispanic ? 6 : 1, 'es'],
      [2, 'zh'],
      [1, ''],
    ]),
    gender: random.weighted([
      [48, 'female'],
      [48, 'male'],
      [2, 'other'],
      [2, ''],
    ]),
    born: random.int(1936, 2019),
    interpreter: random.chance(0.1),
    race: random.weighted([
      [6, '2106-3'],
      [2, '2054-5'],
      [1, '2028-9'],
      [1, ''],
    ]),
    hispanic,
    formerly: [],
  };
}
