import { fault } from './fault-meaning.js';

/** Why a template comes to nothing for one device. */
export const evaluationFaults = {
  PARAMETER_MISSING: fault(
    'A parameter that a function asks for has neither a value nor a default.',
    'Have the device send it or the hook set it, or give it a Default.',
  ),
  PARAMETER_TOO_LONG: fault(
    "A parameter's value has more than 4,096 characters.",
    'Send less; a RegisterThing request takes no longer values.',
  ),
  TEXT_TOO_LONG: fault(
    'A function would give a text of more than 131,072 characters, the most that an MQTT message carries.',
    'Join or substitute fewer and shorter values.',
  ),
  MAPPING_KEY_MISSING: fault(
    '`Fn::FindInMap` came to a map or a key that the Mappings section does not have.',
    'Add the key to Mappings, or have the hook refuse values that have none.',
  ),
  SELECT_INDEX_INVALID: fault(
    'The index of `Fn::Select` came to something else than a whole number from 0.',
    'Write the index out.',
  ),
  SELECT_OUT_OF_BOUNDS: fault(
    'The list of `Fn::Select` ends before the index: a provisioning error at AWS IoT, too.',
    'Have the hook check the form of what is split, or select from the start of the list.',
  ),
  THING_NAME_INVALID: fault(
    'The thing name is not 1 to 128 of letters, digits and : _ -',
    'Have the hook refuse values that make no thing name.',
  ),
  THING_TYPE_NAME_INVALID: fault(
    'The name of the thing type is not 1 to 128 of letters, digits and : _ -',
    'Correct what ThingTypeName is made of.',
  ),
  THING_GROUP_NAME_INVALID: fault(
    'The name of a thing group is not 1 to 128 of letters, digits and : _ -',
    'Correct what the group is named after.',
  ),
  THING_GROUPS_TOO_MANY: fault(
    'The list of thing groups has more than 10.',
    'Name fewer groups; a thing belongs to 10 at the most.',
  ),
  BILLING_GROUP_NAME_INVALID: fault(
    'The name of the billing group is not 1 to 128 of letters, digits and : _ -',
    'Correct what BillingGroup is made of.',
  ),
  ATTRIBUTE_VALUE_INVALID: fault(
    'The value of an attribute is not up to 800 of letters, digits and _ . , @ / : # = [ ] -',
    'Have the hook refuse or replace such values; blanks and umlauts have no place in an attribute.',
  ),
  CERTIFICATE_ID_INVALID: fault(
    'The certificate id is not 64 hexadecimal digits.',
    'Write "CertificateId": {"Ref": "AWS::IoT::Certificate::Id"}.',
  ),
  STATUS_INVALID: fault(
    "The certificate's status is neither ACTIVE nor INACTIVE.",
    'Write one of the two; without a Status it is ACTIVE.',
  ),
  POLICY_NAME_INVALID: fault(
    'The name of a policy is not 1 to 128 of letters, digits and _ + = , . @ -',
    'Correct what PolicyName is made of.',
  ),
  POLICY_DOCUMENT_MALFORMED: fault(
    'A policy document is not the JSON of an object.',
    'Write the document as an object, or escape its text as JSON asks; values put into the text may break it.',
  ),
  POLICY_DOCUMENT_TOO_LONG: fault(
    'A policy document has more than 2,048 characters, white space apart.',
    'Shorten it with wildcards and policy variables, or name a policy.',
  ),
} as const;

export type EvaluationFaultCode = keyof typeof evaluationFaults;
