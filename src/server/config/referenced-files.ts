import { Fault } from '../../fault.js';
import { loadMeasures } from '../../measures/registry.js';
import { formatFault } from '../../rules/faults.js';
import { type Loaded, loadRules } from '../../rules/load.js';
import { loadWaivers } from '../../rules/load-waivers.js';
import { loadAlerts } from '../../store/config/alerts.js';
import { loadSite, type Site } from '../../store/config/site.js';
import { loadTools } from '../../store/config/tools.js';
import { rulesFile } from './rules-file.js';
import { beside, isMap, isText, type Written } from './written.js';
import type { WrittenFaults } from './written-faults.js';

/** The site that aliases are looked up in; null where its file has faults. */
export function siteOf(written: Written, file: string): Site | null {
  const site = isMap(written) ? written.site : undefined;
  if (site !== undefined && !isText(site)) return null;
  try {
    return loadSite({ file: isText(site) ? beside(file, site) : undefined });
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** Every file that the configuration names is read now, so that none ends the server later. */
export function referencedFaults(
  written: Written,
  { faults, file }: { faults: WrittenFaults; file: string },
): void {
  if (!isMap(written)) return;
  const { site, tools, alerts, rules, waivers } = written as Written;
  const path = (name: unknown) => (isText(name) ? beside(file, name) : undefined);
  const tried = <T>(key: string, load: () => T): T | undefined => {
    try {
      return load();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      tell(key, error, faults);
      return undefined;
    }
  };
  tried('site', () => loadSite({ file: path(site) }));
  tried('alerts', () => loadAlerts(path(alerts)));
  const map = tried('tools', () => loadTools(path(tools)));
  const names = map && isText(tools) ? { tools: map.tools.map(({ id }) => id) } : {};
  const loaded: Loaded = loadRules(rulesFile(path(rules)), { measures: loadMeasures(), ...names });
  if (!loaded.ok) for (const fault of loaded.faults) faults.addOther(formatFault(fault));
  const waiversPath = path(waivers);
  if (!loaded.ok || !waiversPath) return;
  const waived = loadWaivers(waiversPath, { rules: loaded.rules, ...names });
  if (!waived.ok) for (const fault of waived.faults) faults.addOther(formatFault(fault));
}

/** A file that is not there is a fault of the line that names it; what is wrong inside it has a place of its own. */
function tell(key: string, { code, message }: Fault, faults: WrittenFaults): void {
  if (code === 'no-such-file' || code === 'unreadable-file') faults.add([key], `${key}: ${message}`);
  else faults.addOther(message);
}
