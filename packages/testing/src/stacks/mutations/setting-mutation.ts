import type { Path } from './changed.js';

/** A change of one setting in a resource of a type. */
export interface SettingMutation {
  readonly type: string;
  readonly path: Path;
  /** Each of them is tried; `undefined` takes the setting away. */
  readonly to: readonly unknown[];
  /** What the fault's code begins with. */
  readonly code: string;
}

/** Changes of properties of a type, by their path with dots. */
export const properties = (
  type: string,
  ...rows: readonly [path: string, code: string, to: unknown[]][]
) =>
  rows.map(
    ([path, code, to]): SettingMutation => ({
      type,
      path: ['Properties', ...path.split('.')],
      to,
      code,
    }),
  );
