import { parseTemplateArn } from '@gangway/core';

/** Whether a value is the name of a provisioning template: core's own rule, which it tells of a whole ARN. */
export const isTemplateName = (name: unknown): boolean =>
  typeof name === 'string' &&
  parseTemplateArn(`arn:aws:iot:us-east-1:123456789012:provisioningtemplate/${name}`)?.name ===
    name;
