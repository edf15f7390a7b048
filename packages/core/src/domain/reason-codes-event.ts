import { policyCode } from './outcome.js';

/** What may be wrong with an event before any plugin sees it. */
export const eventReasonCodes = {
  BODY_NOT_JSON: policyCode('The request body is not JSON.', 'Send the event as UTF-8 JSON.'),
  BODY_TOO_LARGE: policyCode(
    'The request body is over the limit.',
    'Send a smaller event; the limit stands in docs/limits.md.',
  ),
  EVENT_NOT_OBJECT: policyCode(
    'The event is not a JSON object.',
    'Send the object that the pre-provisioning contract describes.',
  ),
  CERTIFICATE_ID_INVALID: policyCode(
    'certificateId is not 64 lowercase hex digits.',
    'Look at who calls the hook: AWS IoT always sends a SHA-256 in lowercase hex.',
  ),
  CLAIM_CERTIFICATE_ID_INVALID: policyCode(
    'claimCertificateId is not 64 lowercase hex digits.',
    'Look at who calls the hook: AWS IoT always sends a SHA-256 in lowercase hex.',
  ),
  CLIENT_ID_INVALID: policyCode(
    'clientId is not a string of 1 to 128 characters.',
    'Give the device a client id that MQTT and AWS IoT permit.',
  ),
  TEMPLATE_ARN_INVALID: policyCode(
    'templateArn is not the ARN of a provisioning template.',
    'Look at who calls the hook: AWS IoT always sends arn:<partition>:iot:<region>:<account>:provisioningtemplate/<name>.',
  ),
  PEM_MISSING: policyCode(
    'certificatePem is missing or not a string.',
    'Look at who calls the hook: AWS IoT always sends the new certificate.',
  ),
  PARAMETERS_INVALID: policyCode(
    'parameters is neither absent nor an object.',
    'Let the device send parameters as an object of strings.',
  ),
  PARAMETERS_TOO_MANY: policyCode(
    'There are more than 100 parameters.',
    'Let the device send fewer parameters.',
  ),
  PARAMETER_NAME_INVALID: policyCode(
    'A parameter name is empty or over 2,048 characters.',
    'Let the device send names as the template declares them.',
  ),
  PARAMETER_NAME_RESERVED: policyCode(
    'A parameter name begins with AWS:: or is the name of a JavaScript object member.',
    'Rename the parameter in the template and on the device.',
  ),
  PARAMETER_PROTECTED: policyCode(
    'A device sent a parameter that only the hook may set.',
    'Let the device stop sending it, or take it off the list of protected keys.',
  ),
  PARAMETER_VALUE_INVALID: policyCode(
    'A parameter value is not a string of at most 4,096 characters.',
    'Let the device send strings within the limit.',
  ),
  TEXT_CONTROL_CHARACTER: policyCode(
    'A client id, parameter name or value holds a control character (NUL, line break, tab).',
    'Encode binary or multi-line values, for example as base64.',
  ),
  TEXT_INVISIBLE_CHARACTER: policyCode(
    'A client id, parameter name or value holds an invisible or direction-changing character.',
    'Send the text without zero-width, right-to-left-override and line-separator characters.',
  ),
  TEXT_LONE_SURROGATE: policyCode(
    'A client id, parameter name or value is not well-formed Unicode.',
    'Send UTF-8 without half surrogate pairs.',
  ),
} as const;
