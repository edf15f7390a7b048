import type { BundleManifest } from '@gangway/deployment';

/** A DynamoDB table that a function uses. */
export interface TableUse {
  readonly name: string;
  /** Where its ARN tells; empty where that is open. */
  readonly region: string;
  readonly account: string;
  /** That it is a whole registry, whose layout is Gangway's. */
  readonly registry: boolean;
}

const tableArn = /^arn:[^:]*:dynamodb:([a-z\d-]*|\*):(\d*|\*):table\/([\w.-]{3,255})$/;

/** The tables that the permissions of a function name; a pattern names none. */
export function tablesOf(manifests: readonly BundleManifest[]): readonly TableUse[] {
  const permissions = manifests.flatMap((manifest) => manifest.function.permissions);
  const used = permissions.flatMap(({ resource }) => {
    const [, region, account, name] = tableArn.exec(resource) ?? [];
    return name === undefined ? [] : [[resource, { name, region, account }] as const];
  });
  return [...new Map(used)].map(([resource, { name, region = '', account = '' }]) => ({
    name,
    region: region.replace('*', ''),
    account: account.replace('*', ''),
    registry: registryActions.every((needed) =>
      permissions.some((one) => one.resource === resource && one.action === needed),
    ),
  }));
}

/** What `dynamodbDeviceRegistry` does to its table, and hardly anybody else to one. */
const registryActions = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'];
