import type { Permission } from '@gangway/core';

/**
 * What a function needs to write its log, and no other. The log group is made by whoever deploys the function, so that it need
 * not make one.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 * @example
 * functionLogPermissions('/aws/lambda/hook')[0]; // { action: 'logs:CreateLogStream', resource: 'arn:aws:logs:*:*:log-group:/aws/lambda/hook:*' }
 */
export const functionLogPermissions = (logGroupName: string): readonly Permission[] =>
  ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({
    action,
    // Both actions are about log streams, whose ARNs begin with the group's; what follows the colon is the stream.
    resource: `arn:aws:logs:*:*:log-group:${logGroupName}:*`,
  }));
