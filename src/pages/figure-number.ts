import type { ChartFigure } from '../chart-view.js';
import { count } from '../wording/numbers.js';

/** A number in the unit of its figure: minutes to the tenth, shares (0..1) as percentages, all else as counts. */
export const figureNumber = (id: ChartFigure['id'], value: number): string => {
  if (id === 'undivided-attention') return `${Math.round(value * 100)}%`;
  return id === 'ehr-time' ? `${count(Math.round(value * 10) / 10)} min` : count(Math.round(value * 10) / 10);
};
