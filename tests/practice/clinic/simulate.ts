import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Truth, truth } from './books/truth.js';
import { Clinic, type Options } from './clinic.js';
import { aroundTheVisits } from './days/around-the-visits.js';
import { clinicDays } from './days/clinic-days.js';
import { laboratoryDays } from './days/laboratory.js';
import { machineDays } from './days/machines.js';
import { wardDays } from './days/ward.js';
import { hardCases } from './hard-cases/all.js';
import { retracted } from './hard-cases/retracted.js';
import { fileMasters } from './masters.js';
import { writeOut } from './write-out.js';

export interface SimulateOptions {
  out: string;
  seed: number;
  /** About how many audit rows; the default is some 55,000. */
  events?: number;
  /** The same tools without the story. */
  neutral?: boolean;
}

const ordinary = 55_000;

/** Simulates four weeks and writes what the site would hand over, with `truth.json` beside it. */
export async function simulate({
  out,
  seed,
  events = ordinary,
  neutral = false,
}: SimulateOptions): Promise<Truth> {
  const clinic = live({ seed, neutral, busyness: events / ordinary });
  const result = truth(clinic.books, { seed, neutral });
  await writeOut(clinic, out);
  await writeFile(join(out, 'truth.json'), `${JSON.stringify(result, null, 1)}\n`);
  return result;
}

/** The four weeks themselves: books and paper, nothing written to disk. */
export function live(options: Options): Clinic {
  const clinic = new Clinic(options);
  clinicDays(clinic);
  wardDays(clinic);
  machineDays(clinic);
  laboratoryDays(clinic);
  hardCases(clinic);
  // After all else, so that neither their ids nor their paper move anything older.
  retracted(clinic);
  aroundTheVisits(clinic);
  fileMasters(clinic);
  return clinic;
}
