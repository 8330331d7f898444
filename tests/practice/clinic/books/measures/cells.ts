/** One cluster's share of a figure: `cluster` is the clinician it is of, empty where there is none. */
export interface Cell {
  cluster: string;
  numerator: number;
  denominator: number;
}

export type Figure = { numerator: number; denominator: number } | { value: number };

/** By key: `measure`, `measure variant`, `measure by tool=inbox`, `measure variant by tool=inbox`. */
export type Figures = Record<string, Figure>;

export type Dimension = 'tool' | 'alert_key' | 'activity' | 'stratum';

/** Sums over all clusters, also those without a denominator (decision 55). */
export function ratio(cells: Cell[]): Figure | null {
  const sum = (part: 'numerator' | 'denominator') => cells.reduce((all, cell) => all + cell[part], 0);
  if (!(sum('denominator') > 0)) return null;
  return { numerator: sum('numerator'), denominator: sum('denominator') };
}

/** The whole site's figure under its own name; nothing where there is none. */
export function whole(key: string, cells: Cell[]): Figures {
  const figure = ratio(cells);
  return figure ? { [key]: figure } : {};
}

/** The same figures with their denominators in units of so many: hundreds of orders, thousands of alerts. */
export function inUnitsOf(unit: number, figures: Figures): Figures {
  return Object.fromEntries(
    Object.entries(figures).map(([key, figure]) => [
      key,
      'value' in figure ? figure : { ...figure, denominator: figure.denominator / unit },
    ]),
  );
}

/** A figure for each value of a dimension; an item without one (`''`) is in none of them. */
export function each<T>(
  key: string,
  dimension: Dimension,
  { items, of, cell }: { items: T[]; of: (item: T) => string; cell: (item: T) => Cell },
): Figures {
  const values = [...new Set(items.map(of))].filter((value) => value !== '');
  return Object.assign(
    {},
    ...values.map((value) =>
      whole(`${key} by ${dimension}=${value}`, items.filter((item) => of(item) === value).map(cell)),
    ),
  );
}
