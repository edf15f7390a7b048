/** The bodies that a server takes and gives, in JSON Schema 2020-12 as OpenAPI 3.1 has it. */
export const schemas = {
  Event: {
    description:
      'The event that AWS IoT sends to a pre-provisioning hook. Any JSON value is answered; what is no such event is denied.',
    examples: [
      {
        claimCertificateId: 'a'.repeat(64),
        certificateId: 'b'.repeat(64),
        certificatePem: '-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n',
        templateArn: 'arn:aws:iot:eu-north-1:123456789012:provisioningtemplate/fleet',
        clientId: 'SN-0001',
        parameters: { SerialNumber: 'SN-0001' },
      },
    ],
  },
  PresenceEvent: {
    description:
      'A presence event of AWS IoT, as a rule carries it on. Any JSON value is answered; what is no such event is refused.',
    examples: [
      {
        clientId: 'SN-0001',
        timestamp: 1_785_000_000_000,
        eventType: 'connected',
        principalIdentifier: 'b'.repeat(64),
        sessionIdentifier: '00000000-0000-0000-0000-000000000000',
        versionNumber: 0,
      },
    ],
  },
  Answer: {
    description: 'The two fields that AWS IoT reads.',
    type: 'object',
    required: ['allowProvisioning', 'parameterOverrides'],
    additionalProperties: false,
    properties: {
      allowProvisioning: { type: 'boolean' },
      parameterOverrides: { type: 'object', additionalProperties: { type: 'string' } },
    },
  },
  Denial: {
    description: 'A denial, whoever reads it, and whatever the status is.',
    type: 'object',
    required: ['allowProvisioning', 'parameterOverrides'],
    additionalProperties: false,
    properties: {
      allowProvisioning: { const: false },
      parameterOverrides: { type: 'object', maxProperties: 0 },
      error: { description: 'What was wrong with the call.', type: 'string' },
    },
  },
  PresenceOutcome: {
    type: 'object',
    required: ['kind'],
    oneOf: [
      {
        additionalProperties: false,
        required: ['deviceIds'],
        properties: {
          kind: { enum: ['confirmed', 'already-confirmed'] },
          deviceIds: { type: 'array', items: { type: 'string' } },
        },
      },
      { additionalProperties: false, properties: { kind: { const: 'no-claim' } } },
      {
        additionalProperties: false,
        required: ['code', 'detail'],
        properties: {
          kind: { const: 'refused' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    ],
  },
  Health: {
    type: 'object',
    required: ['status'],
    additionalProperties: false,
    properties: { status: { const: 'ok' } },
  },
  Ready: {
    type: 'object',
    required: ['status'],
    additionalProperties: false,
    properties: { status: { const: 'ready' } },
  },
  NotReady: {
    type: 'object',
    required: ['status'],
    additionalProperties: false,
    properties: {
      status: { enum: ['starting', 'unavailable', 'stopping'] },
      unavailable: {
        description:
          'The plugins whose dependencies do not answer, or `keys`, and the code of what went wrong.',
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['plugin', 'code'],
          additionalProperties: false,
          properties: { plugin: { type: 'string' }, code: { type: 'string' } },
        },
      },
    },
  },
  Document: { type: 'object', required: ['openapi', 'info', 'paths'] },
} as const;
