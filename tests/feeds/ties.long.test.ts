import { a, b, tiesSuite } from './support/ties-suite.js';

tiesSuite([
  ['in one file', [[a, b]]],
  ['in one file, the other way round', [[b, a]]],
  ['in two files, the other way round', [[b], [a]]],
]);
