import type { Resource } from './resource.js';

const GIVEN = [
  'Ana',
  'Bao',
  'Carla',
  'Dev',
  'Elif',
  'Femi',
  'Grace',
  'Hugo',
  'Ines',
  'Jonas',
  'Kofi',
  'Lena',
  'Mei',
];
const FAMILY = [
  'Abara',
  'Brandt',
  'Castillo',
  'Dubois',
  'Eriksen',
  'Fontaine',
  'Guerra',
  'Huang',
  'Ivanova',
  'Jensen',
  'Kowalski',
];

/** The clinic's patients have no names; a chart must say whose it is. Invented, the same at each start. */
export function withName(resource: Resource): Resource {
  if (resource.resourceType !== 'Patient' || resource.name) return resource;
  const number = Number.parseInt(resource.id, 10) || 0;
  const given = GIVEN[number % GIVEN.length]!;
  const family = FAMILY[Math.floor(number / GIVEN.length) % FAMILY.length]!;
  return { ...resource, name: [{ use: 'official', family, given: [given] }] };
}
