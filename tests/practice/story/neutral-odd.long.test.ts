import { neutralSuite } from './neutral.js';

neutralSuite(Array.from({ length: 26 }, (_, index) => 101 + 2 * index));
