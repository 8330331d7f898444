import type { AlertFact } from '../books/facts.js';
import type { Clinic } from '../clinic.js';
import { admit } from '../desk/admit.js';
import { answer, type Firing, fire } from '../desk/alerts.js';
import { hour, minute, second } from '../site-time.js';
import { oddAlerts } from './odd-alerts.js';
import { actor, on } from './stage.js';

/** Patient 297: the pharmacist's alerts in one long stay, a key of its own for each way to make an episode. */
export function alertEpisodes(clinic: Clinic): void {
  const patient = clinic.patient(297);
  const from = on(clinic, 11, '07:00');
  const encounter = admit(clinic, {
    patient,
    class: 'IMP',
    started: from,
    ended: from + 14 * hour,
    people: [{ who: actor, role: 'ATND' }],
  });
  const stream = (key: string, beats: [number, Partial<Firing>?][]): AlertFact[] => {
    let at = from + clinic.next('stream') * 3 * minute;
    return beats.map(([gap, change]) => {
      at += gap;
      return fire(clinic, { at, key, who: actor, patient, interruptive: 'false', ...change });
    });
  };
  const named = { encounter };
  // Ten minutes exactly, one microsecond more, and a row of short steps that is longer than ten minutes as a whole.
  stream('gap-exact', [[0, named], [10 * minute], [10 * minute]]);
  stream('gap-over', [[0], [10 * minute + 1], [10 * minute + 1, named]]);
  stream('gap-many', [[0], [4 * minute], [4 * minute], [4 * minute], [0]]);
  hooks(stream);
  answers(clinic, stream);
  modes(stream);
  oddAlerts(clinic, { patient, encounter, from });
}

type Stream = (key: string, beats: [number, Partial<Firing>?][]) => AlertFact[];

/** A firing joins by hook instance with the previous firing's, not with any earlier one's. */
function hooks(stream: Stream): void {
  stream('hook-same', [
    [0, { hook: 'hk-1' }],
    [25 * minute, { hook: 'hk-1' }],
    [hour, { hook: 'hk-1' }],
  ]);
  stream('hook-other', [
    [0, { hook: 'hk-2' }],
    [5 * minute, { hook: 'hk-3' }],
    [20 * minute, { hook: 'hk-2' }],
  ]);
  stream('hook-none', [[0], [25 * minute]]);
}

function answers(clinic: Clinic, stream: Stream): void {
  const accept = (alert: AlertFact, at: number | null) => answer(clinic, alert, { at, response: 'accepted' });
  const override = (alert: AlertFact, at: number | null) =>
    answer(clinic, alert, { at, response: 'overridden', reason: 'not now, "later"' });
  const [a] = stream('answer-between', [[0], [3 * minute]]);
  override(a!, a!.at + 2 * minute);
  const [b] = stream('answer-same-instant', [[0], [3 * minute]]);
  override(b!, b!.at + 3 * minute);
  const [c, c2] = stream('answer-just-after', [[0], [3 * minute], [minute]]);
  override(c!, c!.at + 3 * minute + 1);
  accept(c2!, c2!.at + 30 * second);
  const [d] = stream('answer-undated', [[0], [minute]]);
  accept(d!, null);
  // Two at one instant: accepted comes first. Otherwise the earlier, whatever it says.
  const [e] = stream('answer-two', [[0]]);
  override(e!, e!.at + 9 * second);
  accept(e!, e!.at + 9 * second);
  const [f] = stream('answer-changed', [[0]]);
  accept(f!, f!.at + 90 * second);
  override(f!, f!.at + 9 * second);
  const [g, g2] = stream('answer-second-only', [[0], [second]]);
  accept(g2!, g2!.at + second);
  // Told twice, with another reason: alert, instant and response together are its id.
  override(g!, g!.at + 20 * second);
  clinic.cells.alert_answer.push([g!.id, ...clinic.cells.alert_answer.at(-1)!.slice(1, 3), 'other reason']);
  // Both without an instant; and of an alert that nobody knows.
  const [h] = stream('answer-both-undated', [[0]]);
  override(h!, null);
  accept(h!, null);
  clinic.cells.alert_answer.push(['A-unknown', '', 'accepted', '']);
}

/** One that is interruptive makes the episode so; unknown counts only where none is and the map is silent. */
function modes(stream: Stream): void {
  const mode = (...list: AlertFact['interruptive'][]): [number, Partial<Firing>][] =>
    list.map((interruptive) => [second, { interruptive }]);
  stream('mode-mixed', mode('unknown', 'true', 'false'));
  stream('drug-mapped', mode('unknown', 'false'));
  stream('rpm-weight', mode('unknown'));
  // The row says no although the map says yes.
  stream('sepsis-quiet', mode('false'));
}
