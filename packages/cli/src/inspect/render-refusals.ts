import type { Paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import { table } from '../terminal/table.js';
import type { Refusal } from './refusals.js';

/** Every reason to refuse something, as lines for a terminal. */
export const renderRefusals = (refusals: readonly Refusal[], paint: Paint): readonly string[] =>
  refusals.flatMap(({ code, detail, meaning, remedy }) => [
    `${paint.bad('REFUSED')} ${paint.strong(code)}`,
    ...table([
      [paint.faint('detail'), printable(detail)],
      [paint.faint('meaning'), meaning],
      [paint.faint('remedy'), remedy],
    ]).map((line) => `  ${line}`),
  ]);
