import type { Loose } from './resource.js';

const DEFAULT_COUNT = 50;
const MOST = 500;

export interface Page {
  offset: number;
  count: number;
}

export function pageOf(query: URLSearchParams): Page {
  const count = whole(query.get('_count')) ?? DEFAULT_COUNT;
  return { offset: whole(query.get('_offset')) ?? 0, count: Math.min(count, MOST) };
}

function whole(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** What Medplum's server adds to a bundle and its MemoryRepository does not: full URLs, the self link, the next page. */
export function finished(
  bundle: Loose,
  { url, query, page }: { url: string; query: URLSearchParams; page: Page },
): Loose {
  const at = (offset: number) => {
    const link = new URLSearchParams(query);
    link.set('_count', String(page.count));
    if (offset > 0) link.set('_offset', String(offset));
    else link.delete('_offset');
    return `${url}?${link}`;
  };
  const next = page.offset + page.count;
  const base = url.slice(0, url.lastIndexOf('/'));
  return {
    ...bundle,
    id: undefined,
    link: [
      { relation: 'self', url: at(page.offset) },
      ...(page.count > 0 && next < bundle.total ? [{ relation: 'next', url: at(next) }] : []),
    ],
    entry: bundle.entry?.map(({ resource }: Loose) => ({
      fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
      resource,
      search: { mode: 'match' },
    })),
  };
}
