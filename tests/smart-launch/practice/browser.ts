export interface Page {
  url: string;
  status: number;
  headers: Headers;
  text: string;
  /** Every address on the way, the last one included. */
  hops: string[];
}

/** A browser as far as a launch needs one: it follows redirects, and keeps cookies by origin unless it is told not to. */
export class Browser {
  readonly jar = new Map<string, Map<string, string>>();
  readonly setCookies: string[] = [];
  keepsCookies = true;

  cookies(url: string): Map<string, string> {
    const { origin } = new URL(url);
    const kept = this.jar.get(origin) ?? new Map<string, string>();
    this.jar.set(origin, kept);
    return kept;
  }

  async open(url: string, stop?: (next: URL) => boolean): Promise<Page> {
    const hops: string[] = [];
    for (let next = url; ; ) {
      hops.push(next);
      const response = await this.request(next);
      const location = response.headers.get('location');
      const target = location ? new URL(location, next) : undefined;
      if (response.status < 300 || response.status > 399 || !target || stop?.(target))
        return {
          url: target && stop?.(target) ? target.href : next,
          status: response.status,
          headers: response.headers,
          text: await response.text(),
          hops,
        };
      if (hops.length > 15) throw new Error('redirects without end');
      next = target.href;
    }
  }

  async request(url: string, init: RequestInit = {}): Promise<Response> {
    const kept = this.cookies(url);
    const cookie = [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      this.setCookies.push(line);
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (!this.keepsCookies) continue;
      if (/max-age=0/i.test(line)) kept.delete(name!);
      else kept.set(name!, value!);
    }
    return response;
  }
}
