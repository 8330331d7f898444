/** The people who work here. Ids are short numbers on purpose: the laboratory's server uses the same ones. */
export interface Clinician {
  id: string;
  role: string;
  name: string;
  login: string;
  identifiers: { system?: string; value: string }[];
  specialty: string;
  title: string;
}

export const staffSystem = 'urn:clinic:staff';

function clinician(number: number, name: string, specialty: string, title = 'MD'): Clinician {
  return {
    id: `Practitioner/${number}`,
    role: `PractitionerRole/r${number}`,
    name,
    login: name.toLowerCase().replace(/\W+/g, '.'),
    identifiers: [{ system: staffSystem, value: `E${1000 + number}` }],
    specialty,
    title,
  };
}

export const clinicians = [
  clinician(1, 'Ada Byrne', 'family-medicine'),
  clinician(2, 'Ben Ortiz', 'family-medicine'),
  clinician(3, 'Carla Ngo', 'internal-medicine'),
  clinician(4, 'Dev Patel', 'internal-medicine'),
  clinician(5, 'Eva Lindqvist', 'pediatrics'),
  clinician(6, 'Femi Adeyemi', 'cardiology'),
  clinician(7, 'Grace Cho', 'hospital-medicine'),
  clinician(8, 'Hugo Marsh', 'emergency-medicine'),
  clinician(9, 'Iris Blom', 'nursing', 'RN'),
  clinician(10, 'Jon Tate', 'nursing', 'RN'),
  clinician(11, 'Kemi Osei', 'nursing', 'RN'),
  clinician(12, 'Lena Voss', 'nursing', 'RN'),
  clinician(13, 'Milo Reyes', 'pharmacy', 'PharmD'),
] as const satisfies readonly Clinician[];

// A missing system matches any, on either side: number 6 is known without one.
clinicians[5].identifiers[0] = { value: 'E1006' };
// Two people share a pager: a row that knows only the pager cannot be resolved.
clinicians[6].identifiers.push({ system: 'urn:clinic:pager', value: 'P-700' });
clinicians[7].identifiers.push({ system: 'urn:clinic:pager', value: 'P-700' });

export const physicians: readonly Clinician[] = clinicians.slice(0, 8);
export const clinicNurses: readonly Clinician[] = clinicians.slice(8, 10);
export const wardPhysicians: readonly Clinician[] = clinicians.slice(6, 8);
export const wardNurse: Clinician = clinicians[10];
export const nightNurse: Clinician = clinicians[11];
export const pharmacist: Clinician = clinicians[12];

/** A job that reads charts at night; `tools.yaml` lists it under notPeople. */
export const nightlyReport: Clinician = {
  ...clinician(900, 'Nightly Report', 'none', 'job'),
  id: 'Practitioner/nightly-report',
  role: 'PractitionerRole/r-nightly',
  identifiers: [{ system: staffSystem, value: 'SVC1' }],
};

/** The laboratory's people, on its own server, with ids that collide with the clinic's. */
export const labStaff: readonly Clinician[] = [
  { ...clinician(1, 'Noor Haddad', 'pathology'), id: 'lab:Practitioner/1', role: 'lab:PractitionerRole/r1' },
  {
    ...clinician(2, 'Otto Kern', 'phlebotomy', 'MLT'),
    id: 'lab:Practitioner/2',
    role: 'lab:PractitionerRole/r2',
  },
].map((person, index) => ({
  ...person,
  identifiers: [{ system: 'urn:lab:staff', value: `L${2001 + index}` }],
}));
