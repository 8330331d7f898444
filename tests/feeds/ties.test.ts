import { a, b, tiesSuite } from './support/ties-suite.js';

tiesSuite([['in two files', [[a], [b]]]]);
