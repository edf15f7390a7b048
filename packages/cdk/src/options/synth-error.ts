import { GangwayError } from '@gangway/core';
import type { IConstruct } from 'constructs';

/**
 * What is wrong with a construct, told where it stands: nothing has been deployed when it is thrown.
 *
 * @param option of the construct, where one option is to blame
 */
export function synthError(
  scope: IConstruct,
  code: string,
  option: string | undefined,
  what: string,
  errorOptions?: ErrorOptions,
): GangwayError {
  const where = option === undefined ? '' : `, option "${option}"`;
  return new GangwayError(code, `${scope.node.path}${where}: ${what}`, errorOptions);
}

/** Runs what may throw a `GangwayError`, and adds where in the tree of constructs it was asked for. */
export function toldBy<Made>(scope: IConstruct, option: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    throw synthError(scope, error.code, option, error.message, { cause: error });
  }
}
