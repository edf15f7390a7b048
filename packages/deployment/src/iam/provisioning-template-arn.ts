import { GangwayError } from '@gangway/core';
import type { Place } from './place.js';

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_CreateProvisioningTemplate.html */
const namePattern = /^[0-9A-Za-z_-]{1,36}$/;

/**
 * Checks the name of a provisioning template, and gives it.
 *
 * @param where names whose name it is in the error, such as a construct's path and option
 * @throws GangwayError `TEMPLATE_NAME_INVALID` when AWS IoT would not take it
 * @example checkTemplateName('fleet'); // 'fleet'
 */
export function checkTemplateName(name: string, where = 'A provisioning template'): string {
  // Whoever writes plain JavaScript may give nothing, whose text is a name.
  if (typeof name === 'string' && namePattern.test(name)) return name;
  throw new GangwayError(
    'TEMPLATE_NAME_INVALID',
    `${where}: ${JSON.stringify(name)} is not the name of a template. One has 1 to 36 letters, digits, _ and -.`,
  );
}

/**
 * The ARN of a provisioning template, which is known before there is one: a hook's resource policy names it.
 *
 * @throws GangwayError `TEMPLATE_NAME_INVALID`
 * @example
 * const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
 * provisioningTemplateArn(place, 'fleet'); // 'arn:aws:iot:eu-west-1:123456789012:provisioningtemplate/fleet'
 */
export const provisioningTemplateArn = (
  { partition, region, account }: Place,
  name: string,
): string =>
  `arn:${partition}:iot:${region}:${account}:provisioningtemplate/${checkTemplateName(name)}`;
