/** What `CreateTable` takes; `@gangway/plugins` tells it of its own table. */
export interface TableDefinition {
  readonly TableName: string;
}

const headers = {
  'content-type': 'application/x-amz-json-1.0',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20300101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20300101T000000Z',
};

/**
 * Creates a table on a server of this machine, without an SDK, and waits until it can be used.
 *
 * @param definition what `CreateTable` takes, for example `dynamodbTableDefinition('devices')`
 * @throws Error with the server's own words when it refuses
 * @example
 * await using server = await startDynamodbServer();
 * await createDevicesTable(server.endpoint, dynamodbTableDefinition('devices'));
 */
export async function createDevicesTable(
  endpoint: string,
  definition: TableDefinition,
): Promise<void> {
  await call(endpoint, 'CreateTable', definition);
  for (;;) {
    const { Table } = await call(endpoint, 'DescribeTable', { TableName: definition.TableName });
    if (Table?.TableStatus === 'ACTIVE') return;
  }
}

async function call(
  endpoint: string,
  operation: string,
  input: object,
): Promise<{ readonly Table?: { readonly TableStatus?: string } }> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { ...headers, 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${operation}: ${response.status} ${text}`);
  return JSON.parse(text);
}
