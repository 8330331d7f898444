import type { RequestHandler, Router } from 'express';
import { answer, type ProblemSender } from './send-problem.js';

interface Layer {
  route?: { methods: Record<string, boolean> };
  match(path: string): boolean;
}

/** After all routes: the address is not known, or it is, and not with this method (RFC 9110, 15.5.6). */
export function notFound(routers: readonly Router[], problem: ProblemSender): RequestHandler {
  const layers = routers.flatMap(({ stack }) => stack as unknown as Layer[]).filter(({ route }) => route);
  return (req, res) => {
    const methods = layers
      .filter((layer) => matches(layer, req.path))
      .flatMap(({ route }) => Object.keys(route!.methods).map((method) => method.toUpperCase()));
    if (methods.length === 0) return problem(req, res, answer('not-found'));
    const allowed = new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods);
    res.set('Allow', [...allowed].sort().join(', '));
    problem(req, res, answer('method-not-allowed'));
  };
}

/** A path that cannot be decoded matches nothing. */
function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
