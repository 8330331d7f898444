const articles = new Map([
  ['the-mission-of-medicine', 'The mission of medicine'],
  ['behind-the-stethoscope', 'Behind the stethoscope'],
]);

/** The title of the article that a question comes from. */
export const articleOf = (id: string): string => articles.get(id) ?? id;
