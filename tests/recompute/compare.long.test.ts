import { compareSuite } from './compare-suite.js';

compareSuite({ from: 100, count: 14 });
compareSuite({ from: 1000, count: 4, twice: true });
