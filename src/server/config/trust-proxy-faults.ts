import { isIP } from 'node:net';
import { texts } from './written.js';

const NAMES = ['loopback', 'linklocal', 'uniquelocal'];

export interface TrustFault {
  path: (string | number)[];
  message: string;
}

/** What Express would refuse at its start, or believe too much. */
export function trustProxyFaults(trustProxy: unknown): TrustFault[] {
  if (trustProxy === true)
    return [
      {
        path: [],
        message:
          'trustProxy: true would believe anybody; expected the number of proxies in front (1), or a list of their addresses',
      },
    ];
  return texts(trustProxy)
    .filter(([, address]) => !isRange(address))
    .map(([place, address]) => ({
      path: [place],
      message: `trustProxy "${address}" is no address; expected for instance "10.0.0.5", "10.0.0.0/24" or ${NAMES.join(', ')}`,
    }));
}

/** An address, or a network that is not the whole world. */
function isRange(text: string): boolean {
  if (NAMES.includes(text)) return true;
  const [address, bits, ...more] = text.split('/');
  const kind = isIP(address ?? '');
  if (kind === 0 || more.length > 0) return false;
  const most = kind === 4 ? 32 : 128;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most);
}
