import type { QuestionResult } from '../../result.js';

/** The id that each question has on the page. It follows the result's own order: ids of the data are no ids of a page. */
export const placesOf = (questions: readonly QuestionResult[]): Map<QuestionResult, string> =>
  new Map(questions.map((question, at) => [question, `question-${at + 1}`]));
