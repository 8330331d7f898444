import type { ChartAlerts } from '../../chart-view.js';
import { loadOverrideReasons, type OverrideReason } from '../../store/config/override-reasons.js';
import type { StoredFigures } from '../figures/reader.js';
import { sentence } from './reasons.js';
import type { Known } from './view.js';

type Row = ChartAlerts['rows'][number];

/** The alerts of an encounter by kind, with what became of them. `episodes` are those that this person may see. */
export function alertsOf(
  known: Known,
  episodes: StoredFigures['episodes'],
  titleOf: (tool: string) => string,
): ChartAlerts {
  const { stored, sight } = known;
  const inWindow = stored?.encounter?.in_alerts === true;
  // Outside its feed's window a figure is empty, also where some rows happen to be there.
  const cannotTell =
    sight.why !== null
      ? sentence(sight.why)
      : !inWindow
        ? 'No feed of alerts covers this encounter: an audit log rarely knows what was shown.'
        : null;
  const rows = new Map<string, Row>();
  for (const { alert_key, title, tool, interruptive, response, reason } of cannotTell === null
    ? episodes
    : []) {
    const row = rows.get(alert_key) ?? {
      key: alert_key,
      title: title || 'An alert without a name',
      tool: titleOf(tool),
      interruptive,
      accepted: 0,
      overridden: 0,
      unanswered: 0,
      reasons: [],
    };
    if (interruptive === 'true' || (interruptive === 'unknown' && row.interruptive === 'false'))
      row.interruptive = interruptive;
    row[response === '' ? 'unanswered' : response] += 1;
    if (reason !== '') addReason(row.reasons, overrideReasons(reason));
    rows.set(alert_key, row);
  }
  return {
    total: cannotTell === null ? episodes.length : null,
    cannotTell,
    source: cannotTell === null ? 'store' : null,
    rows: [...rows.values()],
  };
}

const overrideReasons = loadOverrideReasons();

function addReason(reasons: Row['reasons'], { title, principle }: OverrideReason): void {
  const known = reasons.find((one) => one.title === title);
  if (known) known.n += 1;
  else reasons.push({ title, principle, n: 1 });
}
