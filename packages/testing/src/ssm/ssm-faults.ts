import { changed, error, type Fail, namedFaults, wireFaults } from '../aws-json/json-faults.js';

/**
 * What may go wrong. Beside the `wireFaults` and `namedFaults` of every service, `other`: a parameter that nobody asked for;
 * `doubled`: each parameter twice; `unversioned`: parameters that have no version; `undecryptable` InvalidKeyId; `error` 500
 * InternalServerError. `redirect` leads to where another parameter is served.
 */
export type SsmFault = keyof typeof ssmFaults;

/** An answer with a parameter that nobody asked for; a text that a caller can look for where it must not be. */
export const otherAnswer = {
  Parameters: [
    {
      Name: '/other/parameter',
      Type: 'String',
      Value: 'value-of-another-parameter',
      Version: 1,
      LastModifiedDate: 1_893_456_000,
      ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/other/parameter',
      DataType: 'text',
    },
  ],
  InvalidParameters: [],
};

const withParameters = (change: (parameters: readonly object[]) => readonly object[]): Fail =>
  changed((body) => {
    const { Parameters = [] } = body as { readonly Parameters?: readonly object[] };
    return JSON.stringify({ ...body, Parameters: change(Parameters) });
  });

export const ssmFaults = {
  ...wireFaults,
  ...namedFaults,
  other: changed(() => JSON.stringify(otherAnswer)),
  doubled: withParameters((parameters) => [...parameters, ...parameters]),
  unversioned: withParameters((parameters) =>
    parameters.map((parameter) => ({ ...parameter, Version: undefined })),
  ),
  undecryptable: error(400, 'InvalidKeyId', 'The KMS key is disabled.'),
  error: error(500, 'InternalServerError', 'An error occurred on the server side.'),
} satisfies Record<string, Fail>;
