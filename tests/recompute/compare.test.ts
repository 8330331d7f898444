import { compareSuite } from './compare-suite.js';

compareSuite({ from: 1, count: 2 });
