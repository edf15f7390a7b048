import { error, warning } from '../code.js';

export const lifecycleCodes = {
  PRESENCE_RULE_ABSENT: error(
    'The hook lets a claim be taken over that no presence event confirmed, and no event arrives: no claim ever ends, or a device at work loses its own.',
    'Deploy the rule on presence events with its function, or set `presence` of the plugin to false.',
  ),
  PRESENCE_RULE_DISABLED: error(
    'No presence event arrives, so that no claim is confirmed.',
    'Enable the rule.',
  ),
  PRESENCE_RULE_NARROW: error(
    'The rule leaves out events or parts of them: some claims are never confirmed.',
    'Select whole events of every client.',
  ),
  PRESENCE_RULE_NO_FUNCTION: error(
    'The rule takes presence events, and gives them to no function: no claim is confirmed.',
    'Give the rule the lifecycle function as its action.',
  ),
  PRESENCE_RULE_FAILURES_LOST: warning(
    'An event with which the rule could not call the function, such as for throttling, is gone: its claim stays unconfirmed until the device connects again.',
    'Give the rule an error action.',
  ),
  PRESENCE_FAILURES_LOST: warning(
    'An event that the function could not take, after Lambda tried again, is gone: its claim stays unconfirmed until the device connects again.',
    'Give the function a destination for failures.',
  ),
};
