/** One line of the result: what was measured, against what, and whether that is enough. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with, and that one's figure; null where the value stands for itself. */
  readonly against: string | null;
  /** The value over that of the other; null without another. */
  readonly ratio: number | null;
  /** Such as `ratio <= 0.6`; null where the figure is only told. */
  readonly target: string | null;
  /** False only where a target is missed. */
  readonly ok: boolean;
}

/** A figure by what it belongs to. */
export interface Figure {
  readonly name: string;
  readonly value: number;
}

interface Target {
  readonly of: 'ratio' | 'value';
  readonly relation: '<=' | '>=';
  readonly bound: number;
}

export const ratioAtMost = (bound: number): Target => ({ of: 'ratio', relation: '<=', bound });
export const ratioAtLeast = (bound: number): Target => ({ of: 'ratio', relation: '>=', bound });
export const valueAtMost = (bound: number): Target => ({ of: 'value', relation: '<=', bound });

/** Compares a figure with another one of the same unit. */
export function compare(
  name: string,
  unit: string,
  value: number,
  other: Figure,
  target?: Target,
): Row {
  const against = `${other.name}: ${round(other.value)} ${unit}`;
  return judged({ name, value, unit, against, ratio: value / other.value }, target);
}

/** A figure that stands for itself, such as a size or a difference. */
export function tell(
  name: string,
  unit: string,
  value: number,
  target?: Target,
  against: string | null = null,
): Row {
  return judged({ name, value, unit, against, ratio: null }, target);
}

function judged(row: Omit<Row, 'target' | 'ok'>, target: Target | undefined): Row {
  const rounded = {
    ...row,
    value: round(row.value),
    ratio: row.ratio === null ? null : round(row.ratio),
  };
  if (target === undefined) return { ...rounded, target: null, ok: true };
  const { of, relation, bound } = target;
  // Judged as measured, not as printed; a figure that is none misses every target.
  const figure = row[of] ?? Number.NaN;
  return {
    ...rounded,
    target: `${of} ${relation} ${bound}`,
    ok: relation === '<=' ? figure <= bound : figure >= bound,
  };
}

/** Three decimals below 10, one below 1,000, none above: more is noise. */
function round(value: number): number {
  const factor = value < 10 ? 1_000 : value < 1_000 ? 10 : 1;
  return Math.round(value * factor) / factor;
}
