import { dynamodbTableDefinition } from '@gangway/plugins/dynamodb-device-registry';
import {
  createDevicesTable,
  spawnDynamodbServer,
  startDynamodbServer,
} from '@gangway/testing/dynamodb';
import { expect } from 'chai';

const table = 'devices';

/** Speaks DynamoDB's JSON protocol by hand: what came back, and its status. */
async function ask(endpoint: string, operation: string, input: object) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: JSON.stringify(input),
  });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, body };
}

const put = (pk: string, more: object = {}) => ({
  Put: {
    TableName: table,
    Item: { pk: { S: pk } },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    ...more,
  },
});
const pkOf = (pk: string) => ({ TableName: table, Key: { pk: { S: pk } } });

for (const way of [startDynamodbServer, spawnDynamodbServer]) {
  describe(`the DynamoDB server of ${way.name}`, function () {
    this.timeout(10_000);
    let server: Awaited<ReturnType<typeof way>>;
    beforeEach(async () => {
      server = await way();
      await createDevicesTable(server.endpoint, dynamodbTableDefinition(table));
    });
    afterEach(() => server.close());
    const write = (TransactItems: readonly object[], more: object = {}) =>
      ask(server.endpoint, 'TransactWriteItems', { TransactItems, ...more });
    const held = async (pk: string) => (await ask(server.endpoint, 'GetItem', pkOf(pk))).body.Item;

    it('writes all of a transaction', async () => {
      expect((await write([put('a'), put('b')])).status).to.equal(200);
      expect([await held('a'), await held('b')]).to.deep.equal([
        { pk: { S: 'a' } },
        { pk: { S: 'b' } },
      ]);
    });

    it('writes nothing of one whose last condition fails, and says why and by what', async () => {
      await write([put('b', { Item: { pk: { S: 'b' }, colour: { S: 'red' } } })]);
      const update = {
        ...pkOf('b'),
        UpdateExpression: 'SET colour = :blue',
        ExpressionAttributeValues: { ':blue': { S: 'blue' } },
      };
      const { status, body } = await write([
        { Update: update },
        put('a'),
        { ...put('c') },
        put('d'),
        {
          ConditionCheck: {
            ...pkOf('e'),
            ConditionExpression: 'attribute_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
      ]);
      expect(status).to.equal(400);
      expect(body.__type).to.match(/#TransactionCanceledException$/);
      const reasons = body.CancellationReasons as { Code: string }[];
      expect(reasons.map(({ Code }) => Code)).to.deep.equal([
        'None',
        'None',
        'None',
        'None',
        'ConditionalCheckFailed',
      ]);
      expect(await held('a')).to.equal(undefined);
      expect(await held('b')).to.deep.equal({ pk: { S: 'b' }, colour: { S: 'red' } });
    });

    it('gives back the item that failed a condition, in a transaction and alone', async () => {
      await write([put('a')]);
      const { body } = await write([put('a'), put('b')]);
      expect(body.CancellationReasons).to.deep.equal([
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: { pk: { S: 'a' } },
        },
        { Code: 'None' },
      ]);
      const alone = await ask(server.endpoint, 'PutItem', put('a').Put);
      expect(alone.body).to.deep.include({ Item: { pk: { S: 'a' } } });
    });

    it('takes a transaction with the token of an earlier one for that one', async () => {
      const token = { ClientRequestToken: 'once' };
      expect((await write([put('a')], token)).status).to.equal(200);
      expect((await write([put('a')], token)).status).to.equal(200);
      const other = await write([put('b')], token);
      expect(other.body.__type).to.match(/#IdempotentParameterMismatchException$/);
      expect(await held('b')).to.equal(undefined);
    });

    it('refuses two operations on one item, none and more than a hundred', async () => {
      const many = Array.from({ length: 101 }, (_, index) => put(`${index}`));
      for (const items of [[put('a'), put('a')], [], many]) {
        expect((await write(items)).body.__type).to.match(/ValidationException$/);
      }
      expect(await held('a')).to.equal(undefined);
    });

    it('reads several items at one moment', async () => {
      await write([put('a')]);
      const TransactItems = [{ Get: pkOf('a') }, { Get: pkOf('b') }];
      const { body } = await ask(server.endpoint, 'TransactGetItems', { TransactItems });
      expect(body).to.deep.equal({ Responses: [{ Item: { pk: { S: 'a' } } }, {}] });
    });
  });
}
