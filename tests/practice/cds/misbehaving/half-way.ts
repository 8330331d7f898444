import { bytesOf, type Scene, type Ways } from './fault.js';
import { JSON_TYPE, type Sending } from './sending.js';

/** The connection closes before the answer is whole. */
export const halfWay: Ways = {
  length: (scene) => {
    const full = bytesOf(scene.json).length;
    return { ...cut(scene), headers: { ...JSON_TYPE, 'content-length': String(full) } };
  },
  chunked: (scene) => cut(scene),
  before: () => ({ status: 0, headers: {}, body: Buffer.alloc(0), end: 'hang-up' }),
  'in-head': () => ({
    status: 0,
    headers: {},
    body: Buffer.alloc(0),
    end: 'hang-up',
    rawHead: 'HTTP/1.1 200 OK\r\nContent-Ty',
  }),
};

function cut({ json }: Scene): Sending {
  const full = bytesOf(json);
  const body = full.subarray(0, Math.floor(full.length / 2));
  return { status: 200, headers: { ...JSON_TYPE }, body, end: 'hang-up' };
}
