import type { Construct } from 'constructs';
import * as v from 'valibot';
import { HookAlarms } from '../hook-alarms.js';
import { type AlarmAction, alarmOptions, type HookAlarmsProps } from './alarm-options.js';

/** Whether a construct has alarms, and whom they tell. */
export type AlarmsOption = boolean | { readonly actions?: readonly AlarmAction[] };

/** There are alarms unless somebody says that there are none. */
export const alarmsOption = v.optional(
  v.union(
    [v.boolean(), v.strictObject({ actions: alarmOptions.entries.actions })],
    'must be true, false or { actions: [<topic>, …] }',
  ),
  true,
);

/** The actions, or `undefined` where there are to be no alarms. */
export const actionsOf = (
  option: v.InferOutput<typeof alarmsOption>,
): readonly AlarmAction[] | undefined => {
  if (option === false) return undefined;
  return option === true ? [] : option.actions;
};

/** The alarms of a construct's function, where it is to have any. */
export function addAlarms(
  scope: Construct,
  option: v.InferOutput<typeof alarmsOption>,
  watched: Omit<HookAlarmsProps, 'actions'>,
): HookAlarms | undefined {
  const actions = actionsOf(option);
  return actions === undefined
    ? undefined
    : new HookAlarms(scope, 'Alarms', { ...watched, actions });
}
