import { performance } from 'node:perf_hooks';
import { type RunningServer, type ServeOptions, serve } from '@gangway/adapter-http';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { type RawClient, rawClient, rawPost } from './raw-client.js';
import { gate, sampleHook } from './sample-hook.js';

const slow: readonly (readonly [string, (client: RawClient) => void])[] = [
  ['connects and says nothing', () => undefined],
  [
    'drips its headers',
    (client) => {
      client.send('POST /events HTTP/1.1\r\nHost: hook\r\n');
      client.drip(() => 'X-Drip: 1\r\n', 20);
    },
  ],
  [
    'drips its body',
    (client) => {
      client.send('POST /events HTTP/1.1\r\nHost: hook\r\nContent-Length: 100000\r\n\r\n');
      client.drip(() => ' ', 20);
    },
  ],
  [
    'drips a chunked body',
    (client) => {
      client.send('POST /events HTTP/1.1\r\nHost: hook\r\nTransfer-Encoding: chunked\r\n\r\n');
      client.drip(() => '1\r\n \r\n', 20);
    },
  ],
  [
    'sends half of its body and nothing more',
    (client) => client.send(rawPost(JSON.stringify(anEvent())).slice(0, -10)),
  ],
  [
    'drips its second request on a connection that was good before',
    (client) => {
      client.send(`${rawPost('{}')}POST /events HTTP/1.1\r\n`);
      client.drip(() => 'X-Drip: 1\r\n', 20);
    },
  ],
];

let running: RunningServer | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function timeToClose(
  options: Partial<ServeOptions>,
  attack: (client: RawClient) => void,
): Promise<number> {
  running ??= await serve(sampleHook().hook, { port: 0, insecure: 'loopback', ...options });
  const started = performance.now();
  const client = rawClient(running.port);
  attack(client);
  const answer = await client.received;
  expect(answer).to.match(/HTTP\/1\.1 408 Request Timeout/);
  expect(answer).to.match(/\{"allowProvisioning":false,"parameterOverrides":\{\}\}$/);
  expect(answer).to.not.contain('"allowProvisioning":true');
  return performance.now() - started;
}

describe('a slow client is cut off with a denial', function () {
  this.timeout(10_000);

  for (const [name, attack] of slow) {
    it(`one that ${name}`, async () => {
      const options = { headersTimeoutMs: 150, requestTimeoutMs: 300 };
      expect(await timeToClose(options, attack)).to.be.below(2_000);
    });
  }

  it('within four seconds, unless told otherwise', async () => {
    running = await serve(sampleHook().hook, { port: 0, insecure: 'loopback' });
    const times = await Promise.all(slow.map(([, attack]) => timeToClose({}, attack)));
    for (const time of times) expect(time).to.be.below(4_000);
  });

  it('but not one that waits for a slow decision', async () => {
    const waiting = gate();
    const { hook } = sampleHook([waiting.plugin]);
    running = await serve(hook, {
      port: 0,
      insecure: 'loopback',
      headersTimeoutMs: 50,
      requestTimeoutMs: 50,
    });
    const witness = rawClient(running.port);
    const client = rawClient(running.port);
    client.send(rawPost(JSON.stringify(anEvent())));
    await waiting.reached;
    // The server has looked for slow clients once it cut off the one that says nothing.
    await witness.received;
    waiting.open();
    expect(await client.until('}}')).to.contain('"allowProvisioning":true');
    client.socket.destroy();
  });
});
