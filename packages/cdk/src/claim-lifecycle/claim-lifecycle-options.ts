import { lifecycleSettings } from '@gangway/deployment';
import * as v from 'valibot';
import { type AlarmsOption, alarmsOption } from '../alarms/alarms-option.js';
import { type FunctionProps, functionCode, functionOptions } from '../function/function-options.js';
import type { Passage } from '../hook-proxy/passage.js';
import { constructOption } from '../options/construct-option.js';

/** A `HookProxy`, or what has its passage. */
export interface ProxiedHook {
  readonly passage: Passage;
}

export interface ClaimLifecycleProps extends Omit<FunctionProps, 'code'> {
  /** A program with a `lifecycleHandler`, or the folder of its bundle. */
  readonly code?: FunctionProps['code'];
  /** The `HookProxy` whose container takes the events; in place of `code`, or beside that of a `lambdaProxyLifecycleHandler`. */
  readonly proxy?: ProxiedHook;
  /** Whether there are alarms, and whom they tell. */
  readonly alarms?: AlarmsOption;
}

const { code: _, ...ofFunction } = functionOptions(lifecycleSettings);

export const claimLifecycleOptions = v.strictObject({
  code: v.optional(functionCode),
  proxy: v.optional(constructOption<ProxiedHook>('a HookProxy', 'passage')),
  ...ofFunction,
  alarms: alarmsOption,
});

export type ClaimLifecycleOptions = v.InferOutput<typeof claimLifecycleOptions>;
