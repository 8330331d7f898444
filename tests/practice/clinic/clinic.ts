import type { Books, EncounterFact, Server } from './books/facts.js';
import { noLinks } from './books/link-facts.js';
import { type Calendar, calendarFor } from './calendar.js';
import type { Json } from './paper/references.js';
import { clinicPatients, everydayPatients, labPatients, type Patient } from './people/patients.js';
import { Random } from './random.js';
import { alertMapFor } from './site-files.js';
import { type Story, storyFor } from './story.js';
import { emptyTables, type TableName } from './tables.js';

export interface Options {
  seed: number;
  neutral: boolean;
  /** 1 is about 55,000 audit rows; it scales how much people do, not how many they are. */
  busyness: number;
}

type Lines = Record<string, string[]>;

/** The building: who is there, the books, the paper so far, and the counters that give out ids. */
export class Clinic {
  readonly calendar: Calendar;
  readonly story: Story;
  readonly patients: Patient[];
  readonly labPatients: Patient[];
  readonly books: Books;
  /** NDJSON by server and resource type. */
  readonly ndjson: Record<Server, Lines> = { main: {}, lab: {} };
  /** Rows that arrive after all others, whatever their instant. */
  readonly late: string[] = [];
  /** Cells of the delimited files, in the order of their headers. */
  readonly cells: Record<TableName, string[][]> = emptyTables();
  readonly visitNumbers = new Map<string, string>();
  /** Draws for how facts look on paper: no draw of it changes what happens. */
  readonly paper: Random;
  private readonly counters = new Map<string, number>();

  constructor(readonly options: Options) {
    this.calendar = calendarFor(options.seed);
    this.story = storyFor(options.neutral);
    const people = this.random('people');
    this.patients = clinicPatients(people);
    this.labPatients = labPatients(people);
    this.paper = this.random('paper');
    this.books = {
      audit: [],
      encounters: [],
      alerts: [],
      answers: [],
      telemetry: [],
      alertMap: alertMapFor(this.story),
      holidays: this.calendar.holidays,
      declared: {},
      quarantined: 0,
      ...noLinks(),
    };
    for (const { id, language } of [...this.patients, ...this.labPatients])
      this.books.languages.set(id, language);
  }

  random(stream: string): Random {
    return new Random(this.options.seed, stream);
  }

  /** Next number of a kind: 1, 2, 3 … — text order and number order differ, on purpose. */
  next(kind: string): number {
    const number = (this.counters.get(kind) ?? 0) + 1;
    this.counters.set(kind, number);
    return number;
  }

  file(server: Server, resource: Json): void {
    const type = String(resource.resourceType);
    const lines = this.ndjson[server][type] ?? [];
    lines.push(JSON.stringify(resource));
    this.ndjson[server][type] = lines;
  }

  isOpen(at: number): boolean {
    return at >= this.calendar.from && at < this.calendar.to;
  }

  /** A patient who comes on an ordinary day. */
  somebody(random: Random): Patient {
    return this.patients[random.int(0, everydayPatients - 1)]!;
  }

  patient(number: number): Patient {
    return this.patients[number - 1]!;
  }

  encounter(id: string): EncounterFact {
    return this.books.encounters.find((encounter) => encounter.id === id)!;
  }
}
