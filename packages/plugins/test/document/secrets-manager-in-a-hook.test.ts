import { inspect } from 'node:util';
import { composeHook, defineHook, type Hook } from '@gangway/composition';
import { type Decision, type Plugin, timing } from '@gangway/core';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { secretsManager } from '@gangway/plugins/secrets-manager';
import { secretsManagerOverrides } from '@gangway/plugins/secrets-manager-overrides';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import {
  type SecretsManagerServer,
  startSecretsExtension,
  startSecretsManagerServer,
} from '@gangway/testing/secrets';
import { expect } from 'chai';
import { now, verdictOf } from '../deciding.js';
import { extensionOptions, type StoreOptions, sdkOptions } from '../secrets-manager/asking.js';

const secretId = 'fleet/overrides';
const canary = 'canary-93d1';
const keys = ['Site', 'Fleet'];
const secretOf = (value: string): string => JSON.stringify({ Site: value, Fleet: value });

const event = anEvent();
const givenBy = (decision: Decision) =>
  decision.outcome === 'ALLOW' ? decision.parameterOverrides : verdictOf(decision);
const versionsIn = (decision: Decision) => [
  ...new Set(Object.values(decision.trace.at(-1)?.overrides ?? {}).map(({ version }) => version)),
];

let server: SecretsManagerServer;
beforeEach(async () => {
  server = await startSecretsManagerServer();
});
afterEach(() => server.close());

function hookOf(
  store: StoreOptions,
  options: { readonly stage?: string; readonly replace?: readonly Plugin[] } = {},
): Hook {
  const { replace = [memoryLogger().plugin()], ...which } = options;
  return composeHook(
    defineHook([
      eventIntegrity(),
      secretsManager(store),
      secretsManagerOverrides({ secretId, keys, ...which }),
    ]),
    { replace },
  );
}

describe('secrets-manager-overrides on AWS Secrets Manager', () => {
  it('gives the new values of a secret that was rotated once the soft limit has passed', async () => {
    const clock = fakeClock(now);
    const first = server.put(secretId, secretOf('Oslo'));
    const hook = hookOf(sdkOptions(server.url, { softSeconds: 60 }), {
      replace: [clock.plugin(), memoryLogger().plugin()],
    });
    await hook.prepare();
    const second = server.put(secretId, secretOf('Bergen'));
    const within = await hook.decide(event);
    expect(givenBy(within)).to.deep.equal({ Site: 'Oslo', Fleet: 'Oslo' });
    expect(versionsIn(within)).to.deep.equal([first]);
    clock.advance(60_000);
    const after = await hook.decide(event);
    expect(givenBy(after)).to.deep.equal({ Site: 'Bergen', Fleet: 'Bergen' });
    expect(versionsIn(after)).to.deep.equal([second]);
    expect(server.calls.GetSecretValue).to.equal(2);
    const previous = hookOf(sdkOptions(server.url), { stage: 'AWSPREVIOUS' });
    expect(givenBy(await previous.decide(event))).to.deep.equal({ Site: 'Oslo', Fleet: 'Oslo' });
  });

  it('gives the last good values up to the hard limit, and none after it', async () => {
    const clock = fakeClock(now);
    server.put(secretId, secretOf('Oslo'));
    const limits = { softSeconds: 60, hardSeconds: 600, pauseSeconds: 10 };
    const hook = hookOf(sdkOptions(server.url, limits), {
      replace: [clock.plugin(), memoryLogger().plugin()],
    });
    await hook.prepare();
    server.fail('error');
    clock.advance(599_999);
    expect(givenBy(await hook.decide(event))).to.deep.equal({ Site: 'Oslo', Fleet: 'Oslo' });
    clock.advance(1);
    expect(givenBy(await hook.decide(event))).to.equal('DENY_ERROR SECRETS_MANAGER_UNAVAILABLE');
    server.mend();
    expect(givenBy(await hook.decide(event))).to.deep.equal({ Site: 'Oslo', Fleet: 'Oslo' });
  });

  it('gives the values of a secret that was mended, before the soft limit, at a limited rate', async () => {
    const clock = fakeClock(now);
    server.put(secretId, 'no JSON');
    const hook = hookOf(sdkOptions(server.url, { softSeconds: 300, pauseSeconds: 10 }), {
      replace: [clock.plugin(), memoryLogger().plugin()],
    });
    const denied = 'DENY_ERROR OVERRIDES_SECRET_NOT_JSON';
    for (let time = 0; time < 100; time += 1) {
      expect(givenBy(await hook.decide(event))).to.equal(denied);
    }
    expect(server.calls.GetSecretValue).to.equal(1);
    server.put(secretId, secretOf('Oslo'));
    clock.advance(10_000);
    expect(givenBy(await hook.decide(event))).to.deep.equal({ Site: 'Oslo', Fleet: 'Oslo' });
    expect(server.calls.GetSecretValue).to.equal(2);
  });

  it('never gives two keys of one answer from two versions, whenever the secret is rotated', async () => {
    const values = new Map([[server.put(secretId, secretOf('0')), '0']]);
    // Nothing is kept, so that every request may meet another version.
    const hook = hookOf(sdkOptions(server.url, { softSeconds: 0, pauseSeconds: 0 }));
    const asked: Promise<Decision>[] = [];
    for (let round = 1; round <= 40; round += 1) {
      asked.push(hook.decide(event));
      values.set(server.put(secretId, secretOf(`${round}`)), `${round}`);
      await Promise.race(asked.slice(-3));
    }
    const decisions = await Promise.all(asked);
    for (const decision of decisions) {
      const [version, ...more] = versionsIn(decision);
      expect(more).to.deep.equal([]);
      const value = values.get(version ?? '');
      expect(givenBy(decision)).to.deep.equal({ Site: value, Fleet: value });
    }
    expect(new Set(decisions.flatMap(versionsIn)).size).to.be.above(1);
  });

  for (const [way, storeOn] of [
    ['SDK', async () => ({ options: sdkOptions(server.url), close: async () => {} })],
    [
      'extension',
      async () => {
        const extension = await startSecretsExtension({ secretsManager: server.url });
        return { options: extensionOptions(extension), close: extension.close };
      },
    ],
  ] as const) {
    it(`makes 1 call by the ${way} for 500 cold decisions at once, and 0 for 1,000 warm ones`, async () => {
      server.put(secretId, secretOf('Oslo'));
      const { options, close } = await storeOn();
      try {
        const hook = hookOf(options);
        const cold = await Promise.all(Array.from({ length: 500 }, () => hook.decide(event)));
        expect(new Set(cold.map(verdictOf))).to.deep.equal(new Set(['ALLOW']));
        expect(server.calls.GetSecretValue).to.equal(1);
        for (let time = 0; time < 1_000; time += 1) {
          expect(verdictOf(await hook.decide(event))).to.equal('ALLOW');
        }
        expect(server.calls.GetSecretValue).to.equal(1);
      } finally {
        await close();
      }
    });
  }

  describe('denies with DENY_ERROR within the deadline, with a code that tells apart', () => {
    const bad = (value: string | Uint8Array) => () => void server.put(secretId, value);
    const faulty = (fault: Parameters<SecretsManagerServer['fail']>[0]) => () => {
      server.put(secretId, secretOf(canary));
      server.fail(fault);
    };
    const cases: readonly (readonly [string, () => void, string])[] = [
      ['a missing secret', () => {}, 'OVERRIDES_SECRET_MISSING'],
      ['wrong JSON', bad(`{"Site":"${canary}"`), 'OVERRIDES_SECRET_NOT_JSON'],
      ['octets', bad(new TextEncoder().encode(secretOf(canary))), 'OVERRIDES_SECRET_BINARY'],
      ['a missing member', bad(`{"Site":"${canary}"}`), 'OVERRIDES_SECRET_MEMBER_MISSING'],
      ['another kind', bad(`{"Site":["${canary}"]}`), 'OVERRIDES_SECRET_MEMBER_NOT_TEXT'],
      ['a long value', bad(secretOf(canary.repeat(400))), 'OVERRIDES_SECRET_VALUE_UNFIT'],
      ['AccessDenied', faulty('deny'), 'SECRETS_MANAGER_FORBIDDEN'],
      ['throttling', faulty('throttle'), 'SECRETS_MANAGER_THROTTLED'],
      ['a server that hangs', faulty('hang'), 'SECRETS_MANAGER_TIMEOUT'],
      ['half a reply', faulty('half'), 'SECRETS_MANAGER_UNAVAILABLE'],
      ['a reply of 1 GB', faulty('huge'), 'SECRETS_MANAGER_REPLY_TOO_LARGE'],
      ['a wrong charset', faulty('latin1'), 'SECRETS_MANAGER_REPLY_INVALID'],
      ['a redirect to elsewhere', faulty('redirect'), 'SECRETS_MANAGER_REDIRECTED'],
    ];

    it('each of them from all others', () => {
      expect(new Set(cases.map(([, , code]) => code)).size).to.equal(cases.length);
    });

    for (const [what, prepare, code] of cases) {
      it(`${what}: ${code}, and nothing of the secret is told`, async () => {
        prepare();
        const [logger, sink] = [memoryLogger(), memoryDecisionSink()];
        const hook = hookOf(sdkOptions(server.url, { timeoutMs: 200 }), {
          replace: [logger.plugin(), sink.plugin()],
        });
        await hook.prepare();
        const decision = await hook.decide(event);
        expect(verdictOf(decision)).to.equal(`DENY_ERROR ${code}`);
        expect(decision.durationMs).to.be.below(timing.awsLimitMs - timing.marginMs);
        const told = inspect([decision, logger.lines, sink.records], { depth: 20 });
        expect(told).to.not.contain(canary).and.not.contain('value-of-another');
        expect(server.calls.redirected).to.equal(0);
      });
    }
  });
});
