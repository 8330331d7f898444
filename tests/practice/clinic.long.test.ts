import { clinicSuite } from './clinic-suite.js';

clinicSuite([2, 3], { rearranged: true });
