import type { Place } from '@gangway/deployment';

/** A Lambda function as an ARN names it. */
export interface FunctionArn extends Place {
  readonly name: string;
  /** An alias, a version or `$LATEST`; absent where the ARN names the function alone. */
  readonly qualifier?: string;
}

const functionArn =
  /^arn:([a-z-]+):lambda:([a-z\d-]+):(\d{12}):function:([\w-]{1,64})(?::([\w-]+|\$LATEST))?$/;

export function readFunctionArn(arn: string): FunctionArn | undefined {
  const [, partition, region, account, name, qualifier] = functionArn.exec(arn) ?? [];
  if (!partition || !region || !account || !name) return undefined;
  return { partition, region, account, name, ...(qualifier === undefined ? {} : { qualifier }) };
}

export const writeFunctionArn = ({ partition, region, account, name, qualifier }: FunctionArn) =>
  [`arn:${partition}:lambda:${region}:${account}:function:${name}`, qualifier ?? []]
    .flat()
    .join(':');

const templateArn = /^arn:([a-z-]+):iot:([a-z\d-]+):(\d{12}):provisioningtemplate\/([\w-]{1,36})$/;

/** Where a provisioning template is, and its name. */
export function readTemplateArn(arn: string): (Place & { readonly name: string }) | undefined {
  const [, partition, region, account, name] = templateArn.exec(arn) ?? [];
  return partition && region && account && name ? { partition, region, account, name } : undefined;
}

const roleArn = /^arn:[a-z-]+:iam::(\d{12}):role\/(?:[!-~]+\/)?([\w+=,.@-]{1,64})$/;

/** A role's name, without its path, and its account. */
export function readRoleArn(
  arn: string,
): { readonly name: string; readonly account: string } | undefined {
  const [, account, name] = roleArn.exec(arn) ?? [];
  return account && name ? { account, name } : undefined;
}
