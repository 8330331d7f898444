import { parseHTML } from 'linkedom';

/** A page as somebody without scripts has it: links, frames and forms, and nothing else. */
export interface Screen {
  url: string;
  document: Document;
  policy: string;
  text(selector: string): string[];
}

type Document = ReturnType<typeof parseHTML>['document'];

export async function open(url: string, init: RequestInit = {}): Promise<Screen> {
  const response = await fetch(url, init);
  const { document } = parseHTML(await response.text());
  return {
    url: response.url,
    document,
    policy: response.headers.get('content-security-policy') ?? '',
    text: (selector) =>
      [...document.querySelectorAll(selector)].map(({ textContent }) => (textContent ?? '').trim()),
  };
}

/** Presses the button of these words, with the form's other fields as given. */
export function press(
  { document, url }: Screen,
  { words, fields = {} }: { words: RegExp; fields?: Record<string, string> },
): Promise<Screen> {
  const buttons = [...document.querySelectorAll('form button')];
  const button = buttons.find(({ textContent }) => words.test(textContent ?? ''));
  if (!button)
    throw new Error(`no button ${words} among ${buttons.map((one) => one.textContent).join(', ')}`);
  const form = button.closest('form')!;
  for (const name of Object.keys(fields))
    if (!form.querySelector(`[name=${name}]`)) throw new Error(`the form has no field "${name}"`);
  const [name, value] = [button.getAttribute('name'), button.getAttribute('value')];
  const body = new URLSearchParams({ ...(name && value && { [name]: value }), ...fields });
  return open(new URL(form.getAttribute('action')!, url).href, { method: 'POST', body });
}
