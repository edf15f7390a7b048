import { error, unknown, warning } from '../code.js';

export const invokeCodes = {
  INVOKE_NOT_ALLOWED: error(
    'AWS IoT may not call the function under the ARN that it was given: every device is refused, or no presence event arrives.',
    'Allow iot.amazonaws.com on the very qualifier that is called, with aws:SourceArn and aws:SourceAccount.',
  ),
  INVOKE_DENIED: error(
    'A Deny stands above every Allow: AWS IoT may not call the function.',
    'Remove the statement.',
  ),
  INVOKE_SOURCE_ARN_ABSENT: error(
    'AWS IoT calls for whoever asks it to: without aws:SourceArn any template or rule may have the function called.',
    'Replace the statement by one with aws:SourceArn.',
  ),
  INVOKE_SOURCE_ARN_WIDE: error(
    'A pattern in aws:SourceArn lets templates or rules call the function that nobody has looked at.',
    'Replace the statement by one whose aws:SourceArn is the one ARN.',
  ),
  INVOKE_SOURCE_ACCOUNT_ABSENT: error(
    'Without aws:SourceAccount, or with more accounts than this one, the function trusts a name that another account may come to hold.',
    'Replace the statement by one whose aws:SourceAccount is this account.',
  ),
  INVOKE_OTHER_PRINCIPAL: error(
    'Somebody other than AWS IoT may call the function: who can ask it at will can claim devices, and learn which exist.',
    'Remove the statement.',
  ),
  INVOKE_LEFT_OVER: warning(
    'The statement serves a template that is gone: whoever makes one of that name has this hook called.',
    'Remove the statement.',
  ),
  INVOKE_CONDITION_UNKNOWN: unknown(
    'The statement has a condition whose outcome only AWS knows, so that it may allow the call or not.',
    'Look at the statement, or replace it by one with aws:SourceArn and aws:SourceAccount alone.',
  ),
};
