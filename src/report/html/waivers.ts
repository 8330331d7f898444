import type { AuditResult } from '../../result.js';
import { day } from '../../wording/days.js';
import { html, type Markup } from '../../wording/html-tag.js';
import { table } from '../../wording/table.js';

const states = {
  used: 'in use',
  expired: 'expired: it no longer applies',
  unused: 'unused: it matched nothing',
};

/** What was accepted, by whom, until when. */
export const waivers = ({ waivers: all, tools }: AuditResult): Markup =>
  all.length === 0
    ? html`<p>There are none.</p>`
    : table({
        id: 'waivers-table',
        caption: 'Findings accepted for a time',
        columns: [
          { title: 'Rule' },
          { title: 'Tool' },
          { title: 'Owner' },
          { title: 'Expires' },
          { title: 'State' },
        ],
        rows: all.map(({ rule, tool, owner, expires, state }) => [
          html`<code>${rule}</code>`,
          tool === undefined ? 'any' : (tools.find((known) => known.tool === tool)?.title ?? tool),
          owner,
          day(expires),
          states[state],
        ]),
      });
