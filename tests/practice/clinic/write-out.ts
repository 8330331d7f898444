import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clinic } from './clinic.js';
import { alertsYaml, siteYaml, toolsYaml } from './site-files.js';
import { headers } from './tables.js';

/** The folder that a site would hand over. */
export async function writeOut(clinic: Clinic, out: string): Promise<void> {
  for (const server of ['main', 'lab'] as const) {
    await rm(join(out, server), { recursive: true, force: true });
    await mkdir(join(out, server), { recursive: true });
    for (const [type, lines] of Object.entries(clinic.ndjson[server])) {
      for (const [name, part] of parts(clinic, { server, type, lines })) {
        await writeFile(join(out, server, name), `${part.join('\n')}\n`);
      }
    }
  }
  for (const [table, header] of Object.entries(headers)) {
    const rows = clinic.cells[table as keyof typeof headers].map((cells) => cells.map(quoted).join(','));
    await writeFile(join(out, `${table}.csv`), `${[header, ...rows].join('\n')}\n`);
  }
  await writeFile(join(out, 'site.yaml'), siteYaml(clinic.books));
  await writeFile(join(out, 'tools.yaml'), toolsYaml());
  await writeFile(join(out, 'alerts.yaml'), alertsYaml(clinic.story));
}

/** Bulk Data cuts large types into numbered files; what arrives late is at the end of the last. */
function parts(
  clinic: Clinic,
  { server, type, lines }: { server: 'main' | 'lab'; type: string; lines: string[] },
): [string, string[]][] {
  if (type !== 'AuditEvent' || server === 'lab') return [[`${type}.ndjson`, lines]];
  const middle = Math.ceil(lines.length / 2);
  return [
    ['AuditEvent.000.ndjson', lines.slice(0, middle)],
    ['AuditEvent.001.ndjson', [...lines.slice(middle), ...clinic.late]],
  ];
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
