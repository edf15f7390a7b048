/** Something that was done at AWS, as IAM would be asked whether it may be. */
export interface Deed {
  readonly action: string;
  readonly resource: string;
}

/** A request to a service of AWS's, as it came over the wire. */
export interface WireRequest {
  /** `X-Amz-Target`, of services that have it. */
  readonly target: string | undefined;
  /** With its query. */
  readonly path: string;
  readonly body: string;
}

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:123456789012:${resource}`;

type Input = Readonly<Record<string, unknown>>;
type Tables = Readonly<Record<string, unknown>>;
type TransactItem = Readonly<Record<string, { readonly TableName: string }>>;

const onTable = (operation: string, table: unknown): Deed => ({
  action: `dynamodb:${operation}`,
  resource: arn('dynamodb', `table/${table}`),
});

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
const inTransactions: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

function ofDynamodb(operation: string, input: Input): readonly Deed[] {
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') {
    return (input.TransactItems as readonly TransactItem[]).flatMap((item) =>
      Object.entries(item).map(([name, { TableName }]) =>
        onTable(inTransactions[name] ?? name, TableName),
      ),
    );
  }
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
    return Object.keys(input.RequestItems as Tables).map((table) => onTable(operation, table));
  }
  return [onTable(operation, input.TableName)];
}

const byTarget: readonly (readonly [
  string,
  (operation: string, input: Input) => readonly Deed[],
])[] = [
  ['DynamoDB_20120810.', ofDynamodb],
  [
    'secretsmanager.',
    (operation, { SecretId }) => [
      {
        action: `secretsmanager:${operation}`,
        // By its name; of Secrets Manager's own six letters any will do.
        resource: arn('secretsmanager', `secret:${SecretId}-a1B2c3`),
      },
    ],
  ],
  [
    'AmazonSSM.',
    (operation, { Names }) =>
      (Names as readonly string[]).map((name) => ({
        action: `ssm:${operation}`,
        resource: arn('ssm', `parameter${name}`),
      })),
  ],
];

const byPath: readonly (readonly [RegExp, string, (...parts: string[]) => string])[] = [
  [/^\/things\/([^/?]+)$/, 'iot:DescribeThing', (name) => arn('iot', `thing/${name}`)],
  [
    /^\/things\/([^/?]+)\/principals/,
    'iot:ListThingPrincipals',
    (name) => arn('iot', `thing/${name}`),
  ],
  [/^\/certificates\/([^/?]+)$/, 'iot:DescribeCertificate', (id) => arn('iot', `cert/${id}`)],
  [
    /^\/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?Qualifier=([^&]+))?$/,
    'lambda:InvokeFunction',
    (name, qualifier) =>
      arn('lambda', `function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`),
  ],
];

/**
 * What IAM is asked about a request. What is not known here is an action of that name, which nobody declares.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function deedsOf({ target, path, body }: WireRequest): readonly Deed[] {
  if (target !== undefined) {
    const [prefix, deeds] = byTarget.find(([begin]) => target.startsWith(begin)) ?? [];
    const known = deeds?.(target.slice(prefix?.length), JSON.parse(body));
    return known ?? [{ action: target, resource: '?' }];
  }
  for (const [pattern, action, resourceOf] of byPath) {
    const found = pattern.exec(path);
    if (found !== null) {
      return [{ action, resource: resourceOf(...found.slice(1).map((part) => part)) }];
    }
  }
  return [{ action: path, resource: '?' }];
}
