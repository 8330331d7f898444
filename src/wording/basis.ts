import type { Finding } from '../result.js';
import { day } from './days.js';

const kinds = new Map<string, string>([
  ['local', 'no outside benchmark'],
  ['consensus', 'generally agreed'],
  ['evidence', 'published evidence'],
  ['regulation', 'regulation'],
  ['none', 'no published basis'],
]);

/** Where a threshold comes from, in one line. */
export const basisOf = ({ basis }: Pick<Finding, 'basis'>): string => {
  const reviewed = basis.reviewed && `Reviewed ${day(basis.reviewed)}`;
  const parts = [kinds.get(basis.kind) ?? basis.kind, basis.note, basis.citation, reviewed];
  return parts.flatMap((part) => (part ? [sentence(part)] : [])).join('. ');
};

/** Without its full stop, so that sentences can be joined. */
const sentence = (text: string): string => {
  const bare = text.trim().replace(/\.$/, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
};
