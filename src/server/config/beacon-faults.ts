import type { Site } from '../../store/config/site.js';
import { OWN_TOOL } from '../../store/config/tools.js';
import { aliasFault } from './alias-fault.js';
import { originFault } from './url-faults.js';
import { isMap, isText, mapsIn, texts, type Written, type WrittenBeaconSite } from './written.js';
import type { WrittenFaults } from './written-faults.js';

/** What of the beacon's part the shape allows and the meaning does not. */
export function beaconFaults(
  written: Written,
  { faults, site }: { faults: WrittenFaults; site: Site | null },
): void {
  const beacon: unknown = isMap(written) ? written.beacon : undefined;
  if (!isMap(beacon)) return;
  const seen = new Set<string>();
  for (const [index, one] of mapsIn<WrittenBeaconSite>(beacon.sites)) {
    const at = ['beacon', 'sites', index];
    const { key, origins, scope, tool, server } = one;
    if (isText(key) && seen.has(key))
      faults.add([...at, 'key'], `key "${key}" is already there; each site is listed once`);
    if (isText(key)) seen.add(key);
    if (isText(key) && !/^[\w-]{1,64}$/.test(key))
      faults.add([...at, 'key'], `key "${key}" stands in pages; expected letters, digits, - and _`);
    for (const [place, origin] of texts(origins)) {
      const fault = originFault(origin);
      if (fault) faults.add([...at, 'origins', place], `origins ${fault}`);
    }
    if (scope === 'tool' && tool === undefined)
      faults.add([...at, 'scope'], 'scope: tool needs tool: which tool of tools.yaml its clicks belong to');
    if (tool === OWN_TOOL)
      faults.add([...at, 'tool'], `tool "${OWN_TOOL}" is this app itself, whose clicks are in no figure`);
    if (scope === 'whole-ehr' && tool !== undefined)
      faults.add([...at, 'tool'], 'scope: whole-ehr covers all tools; leave tool out', 'key');
    const fault = aliasFault(server, site);
    if (fault) faults.add([...at, 'server'], fault);
  }
}
