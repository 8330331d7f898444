const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** A template of which every value is escaped, unless it is itself of this kind. */
export function html(parts: TemplateStringsArray, ...values: (string | Html | Html[])[]): Html {
  const texts = values.map((value) =>
    Array.isArray(value)
      ? value.map(String).join('')
      : value instanceof Html
        ? String(value)
        : escaped(value),
  );
  return new Html(String.raw({ raw: parts }, ...texts));
}

export class Html {
  constructor(private readonly text: string) {}

  toString(): string {
    return this.text;
  }
}
