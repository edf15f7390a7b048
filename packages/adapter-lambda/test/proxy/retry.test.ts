import { parseCallId } from '@gangway/hop';
import { expect } from 'chai';
import { expectDenial, oslo, proxyTo } from './proxied.js';
import { closeContainers, newKey, replyTo, startContainer } from './raw-container.js';

const key = newKey();

/** A container that breaks the first of its calls off, as many as that, and answers the others. */
const losing = (lost: number) =>
  startContainer((call) => {
    if (call.index < lost) call.socket.resetAndDestroy();
    else call.socket.write(replyTo(call, key));
  });

describe('a call that brought not a byte of an answer', () => {
  afterEach(closeContainers);

  it('is made once more: with an id of its own, less time, and the same event', async () => {
    const { url, calls } = await losing(1);
    const proxy = proxyTo({ url, keys: [key] });
    expect(await proxy.ask()).to.deep.equal(oslo);
    const [first, second, third] = calls;
    expect(third).to.equal(undefined);
    expect(second?.id).to.not.equal(first?.id);
    expect(second?.headers['webhook-signature']).to.not.equal(first?.headers['webhook-signature']);
    expect(second?.body).to.deep.equal(first?.body);
    const [before = 0, after = 0] = calls.map(({ id }) => parseCallId(id)?.budgetMs);
    // The pause, too.
    expect(before - after).to.be.within(95, 1_000);
    expect(proxy.last()).to.include({ outcome: 'ALLOW', attempts: 2, hopId: second?.id });
  });

  it('is never made a third time', async () => {
    const { url, calls } = await losing(9);
    expect(await expectDenial(proxyTo({ url, keys: [key] }), 'PROXY_CONNECTION_LOST')).to.include({
      attempts: 2,
      detail: 'ECONNRESET',
    });
    expect(calls).to.have.length(2);
  });

  it('is not made again where a commit could not be begun any more', async () => {
    const { url, calls } = await losing(9);
    // 500 for Lambda's way back, 150 for the container's, 500 for a commit, 100 of a pause.
    const proxy = proxyTo({ url, keys: [key] });
    expect(await expectDenial(proxy, 'PROXY_CONNECTION_LOST', 1_245)).to.include({ attempts: 1 });
    expect(calls).to.have.length(1);
    expect(await expectDenial(proxy, 'PROXY_CONNECTION_LOST', 1_500)).to.include({ attempts: 2 });
  });

  it('on a kept connection is made again at once', async () => {
    const container = await startContainer((call) => {
      if (call.index === 1) call.socket.resetAndDestroy();
      else call.socket.write(replyTo(call, key));
    });
    const proxy = proxyTo({ url: container.url, keys: [key] });
    await proxy.ask();
    const startedAt = performance.now();
    expect(await proxy.ask()).to.deep.equal(oslo);
    expect(proxy.last()).to.include({ attempts: 2 });
    expect(performance.now() - startedAt).to.be.below(90);
    expect(container.connections).to.equal(2);
  });

  it('is made again on a new connection, however many are kept', async () => {
    let restarted = false;
    const kept = new Set<unknown>();
    const container = await startContainer((call) => {
      // What was opened before the restart is of no use any more.
      if (restarted && kept.has(call.socket)) call.socket.resetAndDestroy();
      else {
        if (!restarted) kept.add(call.socket);
        call.socket.write(replyTo(call, key));
      }
    });
    const proxy = proxyTo({ url: container.url, keys: [key] });
    await Promise.all(Array.from({ length: 5 }, () => proxy.ask()));
    expect(kept.size).to.equal(5);
    restarted = true;
    expect(await proxy.ask()).to.deep.equal(oslo);
    expect(proxy.last()).to.include({ attempts: 2 });
  });
});
