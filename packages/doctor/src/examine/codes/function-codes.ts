import { error, warning } from '../code.js';

export const functionCodes = {
  FUNCTION_ABSENT: error(
    'What AWS IoT is to call is not there: every device is refused, or no presence event arrives.',
    'Deploy the function, or name the one that is there.',
  ),
  FUNCTION_NOT_ACTIVE: error(
    'Lambda does not run the function in this state.',
    'Wait until it is active, or deploy it anew.',
  ),
  FUNCTION_UPDATE_FAILED: error(
    'The last deployment did not reach the function: it runs something older than what was given.',
    'Deploy again; the reason says what went wrong.',
  ),
  ALIAS_SPLIT: warning(
    'The alias sends some calls to another version, so that one device is answered by one and the next by another; this examination sees only one.',
    'Finish the deployment, or take it back.',
  ),
  TIMEOUT_TOO_LONG: warning(
    'AWS IoT waits five seconds, a cold start among them: what is decided later is paid for and reaches nobody.',
    'Set the timeout to 4 seconds.',
  ),
  TIMEOUT_TOO_SHORT: warning(
    'Lambda ends the function while it could still answer, and the device is refused without a reason in the log; 3 seconds is what Lambda sets when nobody says.',
    'Set the timeout to 4 seconds.',
  ),
  RUNTIME_OLD: warning(
    'The runtime is not the one that Gangway is made and tested for.',
    'Set the runtime to nodejs24.x.',
  ),
  RUNTIME_UNSUPPORTED: error(
    'The runtime runs no bundle of Gangway, or AWS mends nothing in it any more.',
    'Set the runtime to nodejs24.x.',
  ),
  MEMORY_SMALL: warning(
    'Lambda gives processor time by memory: with so little a cold start takes seconds out of the five.',
    'Set the memory to 512 MB.',
  ),
  HANDLER_WRONG: error(
    'Lambda looks for another handler than the bundle has: each call fails.',
    'Set the handler to the one that the manifest names.',
  ),
  CODE_DIFFERS: warning(
    'Lambda runs other code than the bundle that was given: what is said here of permissions and parameters may not be true of it.',
    'Deploy the bundle, or examine with the one that is deployed.',
  ),
  CONCURRENCY_NONE: error(
    'With a reserved concurrency of 0 Lambda refuses each call.',
    'Reserve more, or nothing.',
  ),
  LOG_FORMAT_TEXT: warning(
    'With the text format each decision is a line with a prefix, which `gangway explain`, queries and metrics have to take apart.',
    'Set the log format to JSON.',
  ),
  LOG_LEVEL_HIGH: error(
    'A decision is a line of the level info, which Lambda drops: no decision, no metric and no alarm comes out of it.',
    'Set the application log level to INFO.',
  ),
  LOG_GROUP_ABSENT: error(
    'The function may write to its log group and not make it: no decision, no metric and no alarm comes out of it.',
    'Make the log group.',
  ),
  LOG_CLASS_WRONG: error(
    'Out of a log group of another class than STANDARD CloudWatch reads no metric and no Contributor Insights: no alarm ever rings.',
    'Make the log group anew: the class of one cannot be changed.',
  ),
  LOG_RETENTION_ABSENT: warning(
    'What is logged about devices is kept, and paid for, without end.',
    'Give the log group a retention.',
  ),
};
