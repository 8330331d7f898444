import { attribute } from '../attribution.js';
import { inPeriod } from '../windows.js';
import { type Line, lineOf, NOUGHT, ONE, type Part } from './line.js';
import { cellsOf } from './orders.js';
import type { Extra } from './read-extra.js';
import type { Scene } from './scene.js';
import { coveredBy } from './silent.js';

/** To an encounter as an alert is attributed, but nobody took part: named, else open for the patient at that instant. */
function encounterOf({ at, patient, encounter }: Extra, scene: Scene): string | null {
  const found = attribute(
    { at: at!, user: null, patient, encounter, byEntity: false },
    scene.world.encounters,
  ).encounter;
  return scene.cases.some(({ id }) => id === found) ? found : null;
}

const ofKind = (kind: string, { extra }: Scene): Extra[] =>
  extra.benefit.filter(({ cells, at }) => cells.kind === kind && at !== null);

/** "DetectedIssue with a mitigation ÷ DetectedIssue"; "a mitigated one is a hazard too, whatever row there is of it"
 * (decisions.md 135). */
export function hazardsMitigated(scene: Scene): Line[] {
  const { world, period } = scene;
  const inside = (rows: Extra[]) => rows.filter(({ at }) => inPeriod(at!, period, world.site));
  const mitigated = inside(ofKind('hazard-mitigated', scene));
  const done = new Set(mitigated.map(({ id }) => id));
  const open = inside(ofKind('hazard', scene)).filter(({ id }) => !done.has(id));
  const entries = [...mitigated, ...open].map((row) => {
    const encounter = encounterOf(row, scene);
    const responsible = scene.cases.find(({ id }) => id === encounter)?.responsible ?? null;
    const [site, , , ...strata] = cellsOf({ encounter, patient: row.patient }, scene);
    const tool = row.cells.tool ? [{ tool: row.cells.tool }] : [];
    const part: Part = {
      id: responsible,
      numerator: done.has(row.id) ? ONE : NOUGHT,
      denominator: ONE,
      encounter,
      patient: row.patient,
    };
    return { part, cells: [site, ...tool, ...strata].map((by) => JSON.stringify(by)) };
  });
  return [...new Set(entries.flatMap(({ cells }) => cells))].map((cell) =>
    lineOf(
      { measure: 'hazards-mitigated', by: JSON.parse(cell) },
      entries.filter(({ cells }) => cells.includes(cell)).map(({ part }) => part),
      'share',
    ),
  );
}

const firstSubtag = (language: string): string => language.toLowerCase().split('-')[0]!;

/** decisions.md 94: whether any of an encounter's education is in the language; null where "no language fits and one is not
 * said". */
function isInLanguage(education: Extra[], language: string): boolean | null {
  const given = education.map(({ cells }) => cells.language || null);
  if (given.some((one) => one !== null && firstSubtag(one) === firstSubtag(language))) return true;
  return given.includes(null) ? null : false;
}

/** The encounters that the benefit feeds cover, with what was given in each. */
function entriesOf(scene: Scene) {
  const place = (kind: string) =>
    ofKind(kind, scene).map((row) => ({ row, encounter: encounterOf(row, scene) }));
  const [taught, said] = [place('education'), place('teach-back')];
  return coveredBy('benefit', scene).map(({ of }) => ({
    of,
    cells: cellsOf({ encounter: of.id, patient: of.patient }, scene).map((by) => JSON.stringify(by)),
    own: taught.filter(({ encounter }) => encounter === of.id).map(({ row }) => row),
    saidBack: said.some(({ encounter }) => encounter === of.id),
    language: scene.strata.language.get(of.patient ?? '') ?? null,
  }));
}

type Entry = ReturnType<typeof entriesOf>[number];

/** From cell to the parts of its encounters; null of an encounter: it is in neither. */
function partsBy(entries: Entry[], holds: (entry: Entry) => boolean | null): Map<string, Part[]> {
  const cells = [...new Set(entries.flatMap((entry) => entry.cells))];
  return new Map(
    cells.map((cell) => [
      cell,
      entries
        .filter((entry) => entry.cells.includes(cell) && holds(entry) !== null)
        .map((entry) => ({
          id: entry.of.responsible,
          numerator: holds(entry) ? ONE : NOUGHT,
          denominator: ONE,
          encounter: entry.of.id,
          patient: entry.of.patient,
        })),
    ]),
  );
}

/** decisions.md 95: with nothing of the kind recorded at all there is no measure. */
export function teachBackParts(scene: Scene): Map<string, Part[]> {
  return ofKind('teach-back', scene).length > 0
    ? partsBy(entriesOf(scene), ({ saidBack }) => saidBack)
    : new Map();
}

function educationParts(scene: Scene): Map<string, Part[]> {
  return ofKind('education', scene).some(({ cells }) => cells.language)
    ? partsBy(entriesOf(scene), ({ own, language }) =>
        language === null ? null : isInLanguage(own, language),
      )
    : new Map();
}

export function encounterBenefits(scene: Scene): Line[] {
  const lines = (measure: string, parts: Map<string, Part[]>) =>
    [...parts].map(([cell, own]) => lineOf({ measure, by: JSON.parse(cell) }, own, 'share'));
  return [
    ...lines('education-in-language', educationParts(scene)),
    ...lines('teach-back-recorded', teachBackParts(scene)),
  ];
}
