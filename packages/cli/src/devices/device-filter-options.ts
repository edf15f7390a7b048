import type { DeviceFilter, DeviceState } from '@gangway/core';
import { type Command, Option } from 'commander';

/** Which devices are asked for; those that match all of it. */
export interface FilterInput {
  readonly state?: DeviceState;
  readonly batch?: string;
  readonly unconfirmed?: boolean;
}

const states: readonly DeviceState[] = ['expected', 'claimed', 'active', 'blocked', 'retired'];

/** Adds the options that choose among devices. */
export const addFilterOptions = (command: Command): Command =>
  command
    .addOption(new Option('--state <state>', 'only devices in this state').choices(states))
    .option('--batch <id>', 'only devices of this batch')
    .option('--unconfirmed', 'only devices with a claim that nobody has confirmed');

export const filterOf = ({ state, batch, unconfirmed }: FilterInput): DeviceFilter => ({
  ...(state === undefined ? {} : { state }),
  ...(batch === undefined ? {} : { batch }),
  ...(unconfirmed === undefined ? {} : { unconfirmed }),
});
