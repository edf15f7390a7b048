import { warning } from '../code.js';

export const alarmCodes = {
  ALARM_ABSENT: warning('Nobody is told when it happens.', 'Make the alarm.'),
  ALARM_SILENT: warning(
    'The alarm changes its colour and tells nobody.',
    'Give the alarm an action, such as an SNS topic.',
  ),
  ALARM_DISABLED: warning(
    'The actions of the alarm are switched off: it tells nobody.',
    'Enable the actions of the alarm.',
  ),
  INSIGHT_RULE_ABSENT: warning(
    'Nobody can see at a glance which claim certificate is refused most, on the day one is stolen.',
    'Make the Contributor Insights rule.',
  ),
  INSIGHT_RULE_DISABLED: warning(
    'The rule that counts refusals by claim certificate is switched off.',
    'Enable the rule.',
  ),
};
