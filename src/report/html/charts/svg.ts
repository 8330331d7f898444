import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { forbidden, type Markup, raw } from '../../../wording/html-tag.js';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

export interface Drawing {
  /** Unique on the page. */
  id: string;
  title: string;
  /** The chart in a sentence or two, for those who do not see it. */
  description: string;
  options: Plot.PlotOptions;
}

const named = (tag: 'title' | 'desc', id: string, text: string) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  element.setAttribute('id', id);
  element.textContent = text;
  return element;
};

/** One picture with a name and a description. Styling is the page's, whose policy allows no inline styles. */
export const draw = ({ id, title, description, options }: Drawing): Markup => {
  const svg = Plot.plot({ ...options, document: document as never }) as ReturnType<typeof named>;
  for (const style of svg.querySelectorAll('style')) style.remove();
  for (const element of [svg, ...svg.querySelectorAll('*')])
    for (const name of ['style', 'class', 'aria-label', 'aria-hidden', 'font-family'])
      element.removeAttribute(name);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-labelledby', `${id}-title`);
  svg.setAttribute('aria-describedby', `${id}-desc`);
  svg.prepend(named('title', `${id}-title`, title), named('desc', `${id}-desc`, description));
  return raw(String(svg.outerHTML).replace(forbidden, ''));
};
