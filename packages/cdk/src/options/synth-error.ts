import { GangwayError } from '@gangway/core';
import type { IConstruct } from 'constructs';
import type { SynthFaultCode } from './synth-faults.js';

/**
 * What is wrong with a construct, told where it stands: nothing has been deployed when it is thrown.
 *
 * @param option of the construct, where one option is to blame
 */
export function synthError(
  scope: IConstruct,
  code: SynthFaultCode,
  option: string | undefined,
  what: string,
  errorOptions?: ErrorOptions,
): GangwayError {
  return new GangwayError(code, `${placeOf(scope, option)}: ${what}`, errorOptions);
}

/** Runs what may throw a `GangwayError`, and adds where in the tree of constructs it was asked for. */
export function toldBy<Made>(scope: IConstruct, option: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    const { code, message } = error;
    throw new GangwayError(code, `${placeOf(scope, option)}: ${message}`, { cause: error });
  }
}

const placeOf = (scope: IConstruct, option: string | undefined): string =>
  option === undefined ? scope.node.path : `${scope.node.path}, option "${option}"`;
