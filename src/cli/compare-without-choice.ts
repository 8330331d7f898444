import { distance } from 'fastest-levenshtein';
import { Fault } from '../fault.js';
import { pattern } from '../store/config/pattern.js';
import { OWN_TOOL, type ToolMap } from '../store/config/tools.js';
import type { Engine } from '../store/engine.js';
import type { Without } from '../without-result.js';

/** What was asked on the command line. */
export interface Asked {
  without?: string;
  withoutAlert?: string;
}

/** What is imagined away, and the alert keys that go with it. */
export interface Choice {
  without: Without;
  keys: string[];
}

/** The tool that is meant. Known before any data is read. Throws Fault `bad-option`; null where an alert is asked for. */
export function toolAsked({ without, withoutAlert }: Asked, tools: ToolMap): Without | null {
  if ((without === undefined) === (withoutAlert === undefined))
    throw new Fault('bad-option', 'give one of --without TOOL and --without-alert KEY');
  if (without === undefined) return null;
  if (without === OWN_TOOL)
    throw new Fault(
      'bad-option',
      `--without "${OWN_TOOL}": rows of this app are in no burden figure, so there is nothing to take away`,
    );
  const known = tools.tools.find(({ id }) => id === without);
  if (known) return { tool: known.id, title: known.title };
  const ids = tools.tools.map(({ id }) => id).filter((id) => id !== OWN_TOOL);
  throw new Fault(
    'bad-option',
    ids.length === 0
      ? `--without "${without}": no tools are known; say with --tools FILE which there are`
      : `--without "${without}" is no tool of tools.yaml; nearest: ${nearest(without, ids)}`,
  );
}

/** The alert keys that were read and belong to the tool, or fit the key that was asked for. Throws Fault `bad-option`. */
export async function choiceOf(
  { withoutAlert }: Asked,
  { tool, engine }: { tool: Without | null; engine: Engine },
): Promise<Choice> {
  const read = await engine.json<{ alert_key: string; tool: string }>(
    'SELECT alert_key, tool FROM alert_fact ORDER BY alert_key',
  );
  if (tool && 'tool' in tool)
    return { without: tool, keys: read.filter((one) => one.tool === tool.tool).map((one) => one.alert_key) };
  const key = withoutAlert!;
  const keys = read.map(({ alert_key }) => alert_key).filter(pattern(key));
  if (keys.length > 0) return { without: { alert: key, keys: keys.length }, keys };
  const named = read.map(({ alert_key }) => alert_key).filter((one) => one !== '');
  throw new Fault(
    'bad-option',
    named.length === 0
      ? `--without-alert "${key}": no alert with a key was read`
      : `--without-alert "${key}" fits no alert key that was read; nearest: ${nearest(key, named)}`,
  );
}

const SHOWN = 3;

/** Names that hold the word come first: half a name is closer than a short one that is altogether different. */
function nearest(word: string, names: readonly string[]): string {
  const part = word.replaceAll('*', '').toLowerCase();
  const far = (name: string) => Number(part === '' || !name.toLowerCase().includes(part));
  return names
    .toSorted((a, b) => far(a) - far(b) || distance(word, a) - distance(word, b) || (a < b ? -1 : 1))
    .slice(0, SHOWN)
    .map((name) => `"${name}"`)
    .join(', ');
}
