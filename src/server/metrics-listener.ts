import type { RequestListener } from 'node:http';
import type { Registry } from 'prom-client';

/** `/metrics` alone, on a port of its own that people never see. */
export function metricsListener(registry: Registry): RequestListener {
  return async (req, res) => {
    res.setHeader('Cache-Control', 'no-store');
    if (req.url?.split('?', 1)[0] !== '/metrics') {
      res.writeHead(404, { 'Content-Type': 'text/plain' }).end('Only /metrics is here.\n');
      return;
    }
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const text = await registry.metrics();
    res
      .writeHead(200, { 'Content-Type': registry.contentType })
      .end(req.method === 'HEAD' ? undefined : text);
  };
}
