import { concern } from './suites/concern.js';
import { cookies } from './suites/cookies.js';
import { endings } from './suites/endings.js';
import { framed } from './suites/framed.js';
import { narrowAndDark } from './suites/narrow-and-dark.js';
import { paperAndColours } from './suites/paper-and-colours.js';
import { twoPatients } from './suites/two-patients.js';
import { withoutScripts } from './suites/without-scripts.js';
import { World } from './support/world.js';

/** The practice EHR, the app as its command line starts it, and a real browser: one of each for all the suites. */
const world = new World();

beforeAll(() => world.start());
afterAll(() => world.stop());

framed(world);
twoPatients(world);
cookies(world);
withoutScripts(world);
narrowAndDark(world);
concern(world);
endings(world);
paperAndColours(world);
