/** What stands in the books beside rows, encounters and alerts: who belongs to whom, and what came of it. */
export interface AppointmentFact {
  id: string;
  patient: string;
  user: string;
  booked: number;
  started: number;
  ended: number | null;
  status: string;
}

export interface ShiftFact {
  user: string;
  started: number;
  ended: number;
}

/** Empty dates are open. */
export interface CareTeamFact {
  patient: string;
  user: string;
  started: number | null;
  ended: number | null;
}

export interface OrderFact {
  feed: 'fhir' | 'order_event';
  id: string;
  patient: string;
  encounter: string;
  user: string;
  code: string;
  at: number;
  what: 'placed' | 'cancelled' | 'contributed';
}

export interface BenefitFact {
  feed: 'fhir' | 'benefit';
  id: string;
  kind: 'hazard' | 'hazard-mitigated' | 'education' | 'teach-back' | 'immunization';
  /** The tool that recorded it; empty where a person or nobody did. */
  tool: string;
  patient: string;
  encounter: string;
  at: number;
  /** Empty where nothing says in which language it was given. */
  language: string;
}

export interface ReviewFact {
  alert: string;
  /** Null where the reviewer could not tell. */
  appropriate: boolean | null;
}

export interface ConcernFact {
  id: string;
  raised: number;
  answered: number | null;
  tool: string;
  encounter: string;
}

export interface SilentChangeFact {
  id: string;
  at: number;
  tool: string;
  encounter: string;
}

export interface GrantFact {
  tool: string;
  scope: string;
}

export interface LinkFacts {
  appointments: AppointmentFact[];
  shifts: ShiftFact[];
  careTeams: CareTeamFact[];
  orders: OrderFact[];
  benefits: BenefitFact[];
  reviews: ReviewFact[];
  concerns: ConcernFact[];
  silentChanges: SilentChangeFact[];
  grants: GrantFact[];
  /** Preferred language by patient; empty where none is recorded. */
  languages: Map<string, string>;
}

export function noLinks(): LinkFacts {
  return {
    appointments: [],
    shifts: [],
    careTeams: [],
    orders: [],
    benefits: [],
    reviews: [],
    concerns: [],
    silentChanges: [],
    grants: [],
    languages: new Map(),
  };
}
