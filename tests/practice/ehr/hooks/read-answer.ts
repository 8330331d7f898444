import type { Card, ServiceEntry } from '../../cds/wire.js';
import type { Loose } from '../fhir/resource.js';

/** The cards of an answer; undefined where it is none. What an EHR cannot read it must not take for "no cards". */
export function cardsOf(body: Buffer): Card[] | undefined {
  const cards = parsed(body)?.cards;
  const sound = Array.isArray(cards) && cards.every((card) => typeof card === 'object' && card !== null);
  return sound ? cards : undefined;
}

export function servicesOf(body: Buffer): ServiceEntry[] | undefined {
  const services = parsed(body)?.services;
  if (!Array.isArray(services)) return undefined;
  return services.filter((one) => typeof one?.id === 'string' && typeof one.hook === 'string');
}

function parsed(body: Buffer): Loose {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    return undefined;
  }
}
