/** The scale on which an interval is symmetric: the logit for shares, the log for rates and means. */
export interface Scale {
  to(ratio: number): number;
  back(point: number): number;
  derivative(ratio: number): number;
}

const logit: Scale = {
  to: (ratio) => Math.log(ratio / (1 - ratio)),
  back: (point) => 1 / (1 + Math.exp(-point)),
  derivative: (ratio) => 1 / (ratio * (1 - ratio)),
};

const log: Scale = { to: Math.log, back: Math.exp, derivative: (ratio) => 1 / ratio };

export const scales = { share: logit, rate: log, mean: log } as const;
