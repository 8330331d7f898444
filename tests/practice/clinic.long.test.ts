import { clinicSuite } from './clinic-suite.js';

clinicSuite([1, 2, 3, 4], { rearranged: true });
