import { clinicSuite } from './clinic-suite.js';

clinicSuite([1], { rearranged: false });
