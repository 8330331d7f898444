import { type About, act } from './measured.js';

/** A logout (DICOM 110123): it ends the last action's time and has none of its own. */
export function logout(time: string, about: About = {}): object {
  return act(time, { patient: null, ...about, more: { subtype: [{ code: '110123' }] } });
}

/** One minute of work of a person from an instant, to its logout at the whole millisecond. */
export function minute(user: string, instant: string): object[] {
  return [act(instant, { user }), logout(new Date(Date.parse(instant) + 60_000).toISOString(), { user })];
}

/** Where the log, for these cases, shows which tool a row is from: `notes`, `inbox`, `orders`, our own, a board. */
export const TOOLS = `version: 1
tools:
  - {id: notes, title: Notes, category: documentation, match: [{observer: "Device/notes"}]}
  - {id: mail, title: Mail, category: inbox, match: [{observer: "Device/inbox"}]}
  - {id: order-entry, title: Orders, category: ordering, match: [{observer: "Device/orders"}]}
  - {id: mission-audit, title: Mission Audit, category: administration, match: [{observer: "Device/own"}]}
activities:
  - {id: documentation, match: [{observer: "Device/notes"}]}
  - {id: inbox, match: [{observer: "Device/inbox"}]}
  - {id: ordering, match: [{observer: "Device/orders"}]}
background: [{observer: "Device/board"}]
notPeople: ["Practitioner/room-*"]
`;

/** Every cluster's sums times these factors, to the millionth: hours as seconds, eighths of a day as hours. */
export function scaled(
  clusters: Record<string, [number, number]> | undefined,
  [numerator, denominator]: [number, number],
): Record<string, [number, number]> {
  const round = (value: number) => Math.round(value * 1e6) / 1e6;
  return Object.fromEntries(
    Object.entries(clusters ?? {}).map(([cluster, [n, d]]) => [
      cluster.replace('Practitioner/', ''),
      [round(n * numerator), round(d * denominator)],
    ]),
  );
}
