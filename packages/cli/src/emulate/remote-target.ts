import { CompositionError } from '@gangway/core';
import { type HookTarget, lambdaHook, urlHook } from '@gangway/emulator';
import { keysInFile } from '@gangway/hop';
import { CliFault } from '../cli-fault.js';

export interface RemoteOptions {
  readonly keysFile?: string;
  readonly lambdaEndpoint?: string;
}

/**
 * A hook that a container serves.
 *
 * @throws CliFault `USAGE`
 */
export async function targetOfUrl(url: string, { keysFile }: RemoteOptions): Promise<HookTarget> {
  const keys = keysFile === undefined ? undefined : await keysInFile(keysFile)();
  try {
    return urlHook(url, keys === undefined ? {} : { keys });
  } catch (error) {
    if (!(error instanceof CompositionError)) throw error;
    throw new CliFault('USAGE', error.message, { cause: error });
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const lambdaArn = /^arn:aws[a-z-]*:lambda:([a-z0-9-]+):\d{12}:function:[\w-]+(?::[\w$-]+)?$/;

/**
 * The Lambda function of this ARN, in the region that stands in it.
 *
 * @throws CliFault `USAGE`
 */
export function targetOfLambda(arn: string, { lambdaEndpoint }: RemoteOptions): HookTarget {
  const region = lambdaArn.exec(arn)?.[1];
  if (region === undefined) {
    throw new CliFault('USAGE', `"${arn}" is no ARN of a Lambda function`);
  }
  if (lambdaEndpoint !== undefined && !URL.canParse(lambdaEndpoint)) {
    throw new CliFault('USAGE', `--lambda-endpoint: "${lambdaEndpoint}" is no URL`);
  }
  return lambdaHook({
    functionName: arn,
    region,
    ...(lambdaEndpoint === undefined ? {} : { endpoint: lambdaEndpoint }),
  });
}
