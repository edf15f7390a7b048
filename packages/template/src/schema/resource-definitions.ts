import { closed, type JsonSchema, reference } from './json-schema.js';

const text = reference('text');

const setting = (...values: readonly string[]): JsonSchema => ({
  description: 'What happens where the resource is there already and has something else.',
  enum: values,
});
const replaced = setting('DO_NOTHING', 'REPLACE', 'FAIL');
const merged = setting('DO_NOTHING', 'REPLACE', 'FAIL', 'MERGE');

const resource = (type: string, parts: Readonly<Record<string, JsonSchema>>): JsonSchema =>
  closed({ Type: { const: type }, ...parts }, ['Type', 'Properties']);

const thing = resource('AWS::IoT::Thing', {
  Properties: closed(
    {
      ThingName: { description: 'Of 128 letters, digits and : _ - at the most.', ...text },
      AttributePayload: {
        type: 'object',
        additionalProperties: text,
        propertyNames: { pattern: '^[a-zA-Z0-9_.,@/:#-]{1,128}$' },
        maxProperties: 50,
      },
      ThingTypeName: text,
      ThingGroups: reference('list'),
      BillingGroup: text,
    },
    ['ThingName'],
  ),
  OverrideSettings: closed({
    AttributePayload: merged,
    ThingTypeName: replaced,
    ThingGroups: merged,
    // AWS's page names them so, and writes them as above in its examples.
    ATTRIBUTE_PAYLOAD: merged,
    THING_TYPE_NAME: replaced,
    THING_GROUPS: merged,
  }),
});

const certificate = resource('AWS::IoT::Certificate', {
  Properties: closed(
    {
      CertificateId: {
        description:
          '{ "Ref": "AWS::IoT::Certificate::Id" }; fleet provisioning takes nothing else.',
        ...text,
      },
      Status: { description: 'ACTIVE or INACTIVE.', ...text },
    },
    ['CertificateId'],
  ),
  OverrideSettings: closed({ Status: replaced }),
});

const policy = resource('AWS::IoT::Policy', {
  Properties: {
    ...closed({
      PolicyName: { description: 'The name of a policy that is there already.', ...text },
      PolicyDocument: reference('policyDocument'),
    }),
    oneOf: [{ required: ['PolicyName'] }, { required: ['PolicyDocument'] }],
  },
  OverrideSettings: { description: 'Policies have none.', ...closed({}) },
});

const kinds = {
  'AWS::IoT::Thing': thing,
  'AWS::IoT::Certificate': certificate,
  'AWS::IoT::Policy': policy,
};

export const resourceDefinitions: Readonly<Record<string, JsonSchema>> = {
  resource: {
    type: 'object',
    required: ['Type'],
    properties: { Type: { enum: Object.keys(kinds) } },
    allOf: Object.entries(kinds).map(([type, kind]) => ({
      if: { properties: { Type: { const: type } }, required: ['Type'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and never a promise
      then: kind,
    })),
  },
  policyDocument: {
    description: 'A policy as an object, or as escaped text, or a function that gives its text.',
    if: { type: 'object', not: { patternProperties: { '^(Ref$|Fn:)': false } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, and never a promise
    then: text,
    else: { type: ['object', 'string'] },
  },
};
