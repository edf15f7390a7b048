import { changed, error, type Fail, namedFaults, wireFaults } from '../aws-json/json-faults.js';

/**
 * What may go wrong. Beside the `wireFaults` and `namedFaults` of every service, `other`: another secret; `unversioned`: one that
 * names no version; `undecryptable` DecryptionFailure; `error` 500 InternalServiceError. `redirect` leads to where another
 * secret is served.
 */
export type SecretsFault = keyof typeof secretsFaults;

/** Those that are no errors by name, and may befall any answer. */
export type WireFault = keyof typeof secretsWireFaults;

/** A secret that nobody asked for; a text that a caller can look for where it must not be. */
export const otherSecret = {
  ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:other-secret-abcdef',
  Name: 'other-secret',
  VersionId: 'version-of-another-secret',
  SecretString: 'value-of-another-secret',
  VersionStages: ['AWSCURRENT', 'AWSPREVIOUS', 'AWSPENDING'],
};

export const secretsWireFaults = {
  ...wireFaults,
  other: changed(() => JSON.stringify(otherSecret)),
  unversioned: changed((body) => JSON.stringify({ ...body, VersionId: undefined })),
} satisfies Record<string, Fail>;

export const secretsFaults = {
  ...secretsWireFaults,
  ...namedFaults,
  undecryptable: error(400, 'DecryptionFailure', "Secrets Manager can't decrypt the secret"),
  error: error(500, 'InternalServiceError', 'An error occurred on the server side.'),
} satisfies Record<string, Fail>;
