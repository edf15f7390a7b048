import * as v from 'valibot';
import type { Account } from '../../account/account.js';
import type { TemplateRow } from '../../account/rows.js';
import { arn } from '../members.js';
import { invalidRequest, notFound } from '../service-error.js';

/** Most versions of a template. @see https://docs.aws.amazon.com/general/latest/gr/iot-core.html#fleet-provisioning-limits */
export const versionLimit = 5;

export const templateBody = v.pipe(v.string(), v.maxLength(10_240));
export const description = v.pipe(v.string(), v.maxLength(500), v.regex(/^[^\p{C}]*$/u));
export const provisioningRoleArn = v.pipe(
  arn,
  v.minLength(20),
  v.regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/),
);
const payloadVersion = '2020-04-01';
export const preProvisioningHook = v.object({
  targetArn: arn,
  payloadVersion: v.optional(v.literal(payloadVersion), payloadVersion),
});

/** @throws ServiceError when there is none of this name */
export function templateOf({ store }: Account, name: string): TemplateRow {
  const template = store.templates.get(name);
  if (template === undefined) throw notFound(`Template ${name} not found`);
  return template;
}

/**
 * Only Lambda functions of the same account can be hooks. Of which region is not asked, nor whether there is such a function:
 * the account has no functions, and the emulator was told by its caller whom to ask.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html
 */
export function checkHook(
  { accountId }: Account,
  type: TemplateRow['type'],
  targetArn: string,
): void {
  if (type !== 'FLEET_PROVISIONING') {
    throw invalidRequest(
      'A pre-provisioning hook is for templates of type FLEET_PROVISIONING only',
    );
  }
  const [, account] = lambdaArn.exec(targetArn) ?? [];
  if (account === undefined) throw invalidRequest('The hook is not the ARN of a Lambda function');
  if (account !== accountId)
    throw invalidRequest('The hook is a Lambda function of another account');
}

// With a version or an alias behind the name, or without.
const lambdaArn =
  /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:(\d{12}):function:[\w-]{1,64}(?::(?:\$LATEST|[\w-]{1,128}))?$/;
