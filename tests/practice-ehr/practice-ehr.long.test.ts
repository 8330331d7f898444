import { chartScreen } from './suites/chart-screen.js';
import { clientTypes } from './suites/client-types.js';
import { converting } from './suites/converting.js';
import { faults } from './suites/faults.js';
import { refusals } from './suites/refusals.js';
import { scopes } from './suites/scopes.js';
import { searching } from './suites/searching.js';
import { standalone } from './suites/standalone.js';
import { tokens } from './suites/tokens.js';
import { Practice } from './support/practice.js';

// One file, so that the clinic is simulated and the definitions of FHIR are read once.
describe('the practice EHR', () => {
  const practice = new Practice();
  beforeAll(() => practice.start());
  afterAll(() => practice.stop());

  clientTypes(practice);
  refusals(practice);
  tokens(practice);
  standalone(practice);
  scopes(practice);
  searching(practice);
  converting();
  faults(practice);
  chartScreen(practice);
});
