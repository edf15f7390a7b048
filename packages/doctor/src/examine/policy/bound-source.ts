import type { SourceConditions } from './source-conditions.js';

/**
 * Whether a service under these conditions acts for one account alone. Either key is enough: no ARN of another account has this
 * one's id in it. An ARN without an account, such as a bucket's, tells nobody's.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const isBoundTo = (
  account: string,
  { sourceArn, sourceAccount }: SourceConditions,
): boolean =>
  (sourceAccount?.values.every((value) => value === account) ?? false) ||
  (sourceArn?.values.every((arn) => arn.split(':')[4] === account) ?? false);
