import { fault } from './fault-meaning.js';

/** What can be wrong with a template's body, before any device has asked. */
export const readingFaults = {
  BODY_TOO_LARGE: fault(
    'The body has more than 10,240 octets in UTF-8.',
    'Shorten it: name a policy rather than write it out, and leave out blanks.',
  ),
  BODY_NOT_JSON: fault(
    'The body is not JSON.',
    'Look for a comma too many, a comment or single quotes; any JSON tool shows the place.',
  ),
  KEY_DOUBLED: fault(
    'An object has one key twice, of which JSON readers keep the last, without a word.',
    'Remove one of the two.',
  ),
  NESTED_TOO_DEEP: fault(
    'Objects and lists stand in each other more than 100 deep.',
    'Write the functions flatter.',
  ),
  OBJECT_EXPECTED: fault('Something else stands where an object must be.', 'Write an object.'),
  TEXT_EXPECTED: fault(
    'Something else stands where a text must be, or a function that gives one.',
    'Put numbers and booleans in quotes; a list or an object has no place here.',
  ),
  LIST_EXPECTED: fault(
    'Something else stands where a list must be, or `Fn::Split`.',
    'Put the value in square brackets.',
  ),
  SECTION_UNKNOWN: fault(
    'The template has a section that fleet provisioning does not know.',
    'The sections are Parameters, Mappings, Resources and DeviceConfiguration.',
  ),
  SECTION_MISSING: fault('The template has no Resources.', 'Add at least one resource.'),
  PROPERTY_UNKNOWN: fault(
    'An object has a property that nothing reads; it may be misspelt.',
    'Correct its name, or remove it. Names are case-sensitive.',
  ),
  PROPERTY_MISSING: fault('A property is missing that must be there.', 'Add it.'),
  PROPERTY_UNSUPPORTED: fault(
    'AWS IoT documents this property, and nothing here makes it come true.',
    'Read and emulate the template without it.',
  ),
  PARAMETER_TYPE_UNKNOWN: fault(
    'A parameter is of another type than String.',
    'Write "Type": "String"; there is no other.',
  ),
  PARAMETER_UNDECLARED: fault(
    'A function refers to a parameter that the template does not declare.',
    'Declare it under Parameters, or correct the name.',
  ),
  MAPPING_MALFORMED: fault(
    'A mapping is not two levels of keys with texts.',
    'Write {"Map": {"first key": {"second key": "text"}}}.',
  ),
  MAPPING_FUNCTION: fault(
    'A function stands in the Mappings section, where none may be.',
    'Write the text out, or use the function where the value is looked up.',
  ),
  MAPPING_UNKNOWN: fault(
    '`Fn::FindInMap` names a map or a key that the Mappings section does not have.',
    'Correct the name, or add it to Mappings.',
  ),
  FUNCTION_UNKNOWN: fault(
    'There is no such function in fleet templates.',
    'There are Ref, Fn::Join, Fn::Select, Fn::FindInMap, Fn::Split and Fn::Sub, with two colons.',
  ),
  FUNCTION_MALFORMED: fault(
    'A function has other arguments than it takes, or stands beside other keys.',
    'The message has the form.',
  ),
  RESOURCE_TYPE_UNKNOWN: fault(
    'A resource is of a type that templates do not make.',
    'The types are AWS::IoT::Thing, AWS::IoT::Certificate and AWS::IoT::Policy.',
  ),
  RESOURCE_DOUBLED: fault(
    'The template has a second thing, or a second certificate.',
    'Keep one; one call provisions one device.',
  ),
  CERTIFICATE_SOURCE_UNSUPPORTED: fault(
    'A certificate is given by something else than its id, which fleet templates do not take.',
    'Write "CertificateId": {"Ref": "AWS::IoT::Certificate::Id"}.',
  ),
  POLICY_NAME_XOR_DOCUMENT: fault(
    'A policy has both a name and a document, or neither.',
    'Give PolicyName for a policy that is there already, PolicyDocument for a new one.',
  ),
  POLICY_DOCUMENT_FUNCTION: fault(
    'A function stands inside of a policy document that is an object; that it would run there is not documented.',
    'Use policy variables such as iot:Connection.Thing.ThingName, which AWS IoT fills in for each connection and no device can forge.',
  ),
  POLICIES_TOO_MANY: fault(
    'The template has more than 10 policies, and a certificate takes no more.',
    'Put their statements together.',
  ),
  OVERRIDE_PROPERTY_UNKNOWN: fault(
    'OverrideSettings names a property that has none.',
    'Things have AttributePayload, ThingTypeName and ThingGroups, certificates Status, policies nothing.',
  ),
  OVERRIDE_SETTING_UNKNOWN: fault(
    'An override setting is none of those that there are.',
    'They are DO_NOTHING, REPLACE, FAIL and MERGE, in capitals.',
  ),
  OVERRIDE_MERGE_UNSUPPORTED: fault(
    'MERGE stands where there is nothing to merge.',
    'MERGE is for AttributePayload and ThingGroups alone; here take DO_NOTHING, REPLACE or FAIL.',
  ),
  ATTRIBUTE_NAME_INVALID: fault(
    'The name of an attribute is not 1 to 128 of letters, digits and _ . , @ / : # -',
    'Choose another name.',
  ),
  ATTRIBUTES_TOO_MANY: fault(
    'A thing has more than 50 attributes.',
    'Leave some out; without a thing type, AWS IoT takes no more than 3.',
  ),
} as const;

export type ReadingFaultCode = keyof typeof readingFaults;
