import { compareSuite } from './compare-suite.js';

compareSuite({ from: 100, count: 25 });
compareSuite({ from: 1000, count: 6, twice: true });
