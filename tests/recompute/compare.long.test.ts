import { compareSuite } from './compare-suite.js';

compareSuite({ from: 100, count: 40 });
compareSuite({ from: 1000, count: 10, twice: true });
