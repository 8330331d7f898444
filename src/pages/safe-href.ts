/**
 * A path of this site, a fragment, or a page on the web; null for anything that a browser might run or guess at. White space is
 * refused too: browsers drop tabs and new lines from addresses (WHATWG URL, 4.4), and “/<tab>/host” would lead to the host.
 */
export const safeHref = (href: string): string | null =>
  /^(\/(?![/\\])|#|\?|https?:\/\/)/i.test(href) && !/[\s\p{Cc}]/u.test(href) ? href : null;
