import { expect } from 'chai';
import type { ClientConnection } from '../../dist/mqtt/client-connection.js';
import { createConnectionTable } from '../../dist/mqtt/connection-table.js';

/** A connection that ends when the test says so, long after it was cut. */
function slowToEnd(clientId: string, certificateId = 'a certificate') {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let gone = false;
  const connection = {
    clientId,
    certificateId,
    ended,
    get gone() {
      return gone;
    },
    cut() {
      gone = true;
    },
  } as unknown as ClientConnection;
  return { connection, end };
}

/** What a promise has come to, once all that could happen has happened. */
async function outcomeOf<T>(promise: Promise<T>): Promise<T | 'waits'> {
  const wait = new Promise<'waits'>((resolve) => setImmediate(resolve, 'waits'));
  return Promise.race([promise, wait]);
}

describe('the table of connections', () => {
  it('has a client id free at once where nobody has it', async () => {
    const table = createConnectionTable();
    expect(await outcomeOf(table.enter(slowToEnd('a').connection))).to.equal(true);
    expect(await outcomeOf(table.enter(slowToEnd('b').connection))).to.equal(true);
    expect(table.size).to.equal(2);
  });

  it('lets nobody in before whoever had the client id has gone', async () => {
    const table = createConnectionTable();
    const [first, second] = [slowToEnd('a'), slowToEnd('a')];
    await table.enter(first.connection);
    const entering = table.enter(second.connection);
    expect(first.connection.gone).to.equal(true);
    expect(await outcomeOf(entering)).to.equal('waits');
    first.end();
    expect(await outcomeOf(entering)).to.equal(true);
  });

  it('lets a third one wait for the first, though the second has gone before it came in', async () => {
    const table = createConnectionTable();
    const [first, second, third] = [slowToEnd('a'), slowToEnd('a'), slowToEnd('a')];
    await table.enter(first.connection);
    const secondEnters = table.enter(second.connection);
    const thirdEnters = table.enter(third.connection);
    second.end();
    expect(await outcomeOf(thirdEnters)).to.equal('waits');
    first.end();
    expect(await outcomeOf(secondEnters)).to.equal(false);
    expect(await outcomeOf(thirdEnters)).to.equal(true);
  });

  it('keeps an id for who has it now when who had it leaves', async () => {
    const table = createConnectionTable();
    const [first, second] = [slowToEnd('a'), slowToEnd('a', 'another certificate')];
    await table.enter(first.connection);
    void table.enter(second.connection);
    table.leave(first.connection);
    expect(table.all()).to.deep.equal([second.connection]);
    expect(table.of('a certificate')).to.deep.equal([]);
    expect(table.of('another certificate')).to.deep.equal([second.connection]);
    table.leave(second.connection);
    expect(table.size).to.equal(0);
  });
});
