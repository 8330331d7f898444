import { neutralSuite } from './neutral.js';

neutralSuite(Array.from({ length: 26 }, (_, index) => 102 + 2 * index));
