import type { ReasonCodes } from '@gangway/core';
import type { Paint } from './paint.js';
import { printable } from './printable.js';
import { table } from './table.js';

/** An outcome in its colour: a no is yellow, a hook that could not ask is red. */
export function paintOutcome(outcome: string, paint: Paint): string {
  if (outcome === 'ALLOW') return paint.good(outcome);
  return outcome === 'DENY_POLICY' ? paint.warn(outcome) : paint.bad(outcome);
}

/** A reason with what it means and what helps, where that is known. */
export function renderReason(
  reason: { readonly code: string; readonly detail?: string; readonly plugin?: string },
  codes: ReasonCodes,
  paint: Paint,
): readonly string[] {
  const known = Object.hasOwn(codes, reason.code) ? codes[reason.code] : undefined;
  const { detail = '', plugin } = reason;
  return [
    `${paint.strong(printable(reason.code))} said by ${plugin === undefined ? 'core' : printable(plugin)}`,
    ...table([
      ...(detail === '' ? [] : [[paint.faint('detail'), printable(detail)]]),
      ...(known === undefined ? [] : [[paint.faint('meaning'), printable(known.meaning)]]),
      ...(known === undefined ? [] : [[paint.faint('remedy'), printable(known.remedy)]]),
    ]),
  ];
}
