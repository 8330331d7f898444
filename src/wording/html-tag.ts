/** HTML that escapes whatever is put into it; only what this tag itself has made goes in as it is. */

export class Markup {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

export type Child = Markup | string | number | null | undefined | false | Child[];

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that HTML does not allow, and those that turn the direction of what follows them. */
export const forbidden = /(?![\t\n\r])\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

export const escaped = (text: string): string =>
  text.replace(forbidden, '').replace(/[&<>"']/g, (character: string) => entities[character]!);

const rendered = (child: Child): string => {
  if (Array.isArray(child)) return child.map(rendered).join('');
  if (child instanceof Markup) return child.text;
  if (child === null || child === undefined || child === false) return '';
  return escaped(String(child));
};

export const html = (strings: TemplateStringsArray, ...children: Child[]): Markup =>
  new Markup(strings.reduce((made, string, at) => made + rendered(children[at - 1]) + string));

/** Only for what this program has drawn itself: the style sheet and the charts. */
export const raw = (text: string): Markup => new Markup(text);

/** A name from the data may be written from right to left: it turns nothing around it. */
export const bdi = (text: string): Markup => html`<bdi>${text}</bdi>`;
