import { provisioningTemplateArn } from '@gangway/deployment';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { placeOf } from '../place-of.js';
import { namedTemplate } from './named-template.js';

/**
 * Lets AWS IoT call a function for one template. Both conditions count: without the ARN every template of every account may
 * call, and the account stands by itself since an ARN is only a text that somebody wrote.
 *
 * The ARN is made of the template's name. The template itself cannot be asked: AWS IoT wants the permission to be there first.
 *
 * This is the resource itself, as the CDK's `addPermission` does nothing at all for some imported functions.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html
 */
export function allowTemplate(
  scope: Construct,
  id: string,
  functionArn: string,
  templateName: string,
): lambda.CfnPermission {
  const place = placeOf(scope);
  const sourceArn = namedTemplate(scope, templateName, (name) =>
    provisioningTemplateArn(place, name),
  );
  return new lambda.CfnPermission(scope, id, {
    functionName: functionArn,
    action: 'lambda:InvokeFunction',
    principal: 'iot.amazonaws.com',
    sourceArn,
    sourceAccount: place.account,
  });
}
