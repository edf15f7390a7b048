import type { FunctionArn } from '../arn.js';
import { aws, inTurn, withAnswer } from '../command.js';

/**
 * Changes how a function is set up. What a version is set up with never changes: where an alias is called, a new version is made
 * and the alias moved to it.
 */
export function changing(
  { name, qualifier, region }: FunctionArn,
  ...set: readonly string[]
): string {
  const on = (operation: readonly string[], ...words: readonly string[]) =>
    aws('lambda', ...operation, '--function-name', name, '--region', region, ...words);
  const change = on(['update-function-configuration'], ...set);
  if (qualifier === undefined || qualifier === '$LATEST') return change;
  if (/^\d+$/.test(qualifier)) {
    return 'In CDK: change the function, give ProvisioningTemplate its `alias`, and deploy.';
  }
  return inTurn(
    change,
    on(['wait', 'function-updated-v2']),
    withAnswer(
      on(['update-alias'], '--name', qualifier, '--function-version'),
      on(['publish-version'], '--query', 'Version', '--output', 'text'),
    ),
  );
}
