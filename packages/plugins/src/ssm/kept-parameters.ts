import type { Clock } from '@gangway/core';
import { keptAnswers } from '../kept/kept-answers.js';
import { keptTimes } from '../kept/kept-options.js';
import type { SsmOptions } from './options.js';
import { openParameterStore } from './parameter-store.js';
import { parametersMissing } from './parameter-store-fault.js';
import { type ParametersByName, readParameters } from './read-parameters.js';

/** Gives the parameters: those that are kept, or those that are there now. */
export type FindParameters = (asking: {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}) => Promise<ParametersByName>;

// All parameters of a plugin are read and kept together.
const together = 'all';

/** @throws PortError, the function that it gives */
export function keptParameters(names: readonly string[], options: SsmOptions): FindParameters {
  const getParameters = openParameterStore(options);
  // For a message alone: another reading may have changed it since.
  let absent: readonly string[] = [];

  async function read(signal: AbortSignal): Promise<ParametersByName | undefined> {
    const parameters = await readParameters(names, getParameters, signal);
    absent = names.filter((name) => !parameters.has(name));
    // What somebody deleted is not kept: "not there" is an answer, and no failure to ask.
    return absent.length > 0 && options.missing === 'deny' ? undefined : parameters;
  }

  const kept = keptAnswers((_key, signal) => read(signal), keptTimes(options));
  return async (asking) => {
    const parameters = await kept.find(together, asking);
    if (parameters === undefined) throw parametersMissing(absent);
    return parameters;
  };
}
