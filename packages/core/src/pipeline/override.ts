import type { OverrideOrigin } from '../domain/decision.js';
import { isOverride } from '../domain/is-override.js';
import type { Ready, SourceInfo } from '../plugin/steps.js';
import {
  isOverrides,
  type OverrideSource,
  type Overrides,
  originIn,
} from '../ports/override-source.js';
import { plainText } from './redaction.js';
import { denied, type Run } from './run.js';

/** One override: the value for the response, and where it came from for everything else. */
export interface Override {
  readonly value: string;
  readonly origin: OverrideOrigin;
}

export type OverrideMap = ReadonlyMap<string, Override>;

/** One override source, as the pipeline asks it. */
export type SourceStep = Ready<OverrideSource> & SourceInfo;

/**
 * What a source gave, if it keeps to the rules.
 *
 * @throws Denied
 */
export function checkOverrides(run: Run, step: SourceStep, given: Overrides): OverrideMap {
  if (!isOverrides(given)) {
    throw denied('OVERRIDE_MALFORMED', `"${step.name}" answered ${typeof given}`, step.plugin);
  }
  const values = new Map<string, Override>();
  for (const [key, value] of Object.entries(given.values)) {
    const fault = faultInOverride(step, key, value);
    if (fault !== undefined) throw denied(fault, `the key "${key}"`, step.plugin);
    const { secret, version } = originIn(given, key);
    values.set(key, {
      value,
      origin: Object.freeze({
        source: step.plugin,
        secret,
        ...(version === undefined ? {} : { version: plainText(version, 128) }),
        replaced: key in run.request.parameters,
      }),
    });
  }
  return values;
}

function faultInOverride(step: SourceStep, key: string, value: unknown): string | undefined {
  if (key.startsWith('AWS::')) return 'OVERRIDE_RESERVED';
  if (!step.keys.includes(key)) return 'OVERRIDE_UNDECLARED';
  return isOverride(key, value) ? undefined : 'OVERRIDE_MALFORMED';
}
