import { inspect } from 'node:util';
import { composeHook, defineHook } from '@gangway/composition';
import {
  type Decision,
  definePlugin,
  errorCode,
  type Plugin,
  PortError,
  provide,
  type Secret,
  SecretStore,
} from '@gangway/core';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { secretsManagerOverrides } from '@gangway/plugins/secrets-manager-overrides';
import {
  anEvent,
  fakeClock,
  memoryDecisionSink,
  memoryLogger,
  memorySecretStore,
} from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { decide, detailOf, faultOf, now, verdictOf } from '../deciding.js';

type Options = Parameters<typeof secretsManagerOverrides>[0];

const text = (value: unknown): string => JSON.stringify(value);

/** A store that answers as it is told to. */
const store = (get: SecretStore['get']): Plugin =>
  definePlugin({
    name: 'told-store',
    reasonCodes: { STORE_DOWN: errorCode('The store is down.', 'Look at it.') },
    build: () => ({ provides: [provide(SecretStore, {}, () => ({ get }))] }),
  })();

const holding = (value: Secret['value'], version = 'v1') =>
  memorySecretStore({ 'fleet/overrides': { value, version } });

const decideWith = (secrets: Plugin, options: Partial<Options> = { keys: ['Site'] }) =>
  decide(
    [eventIntegrity(), secretsManagerOverrides({ secretId: 'fleet/overrides', ...options })],
    anEvent(),
    { replace: [secrets] },
  );

const givenBy = (decision: Decision) =>
  decision.outcome === 'ALLOW' ? decision.parameterOverrides : verdictOf(decision);

describe('secrets-manager-overrides', () => {
  const document = text({ Site: 'Oslo', location: { site: 'Bergen', codes: ['NO', 'SE'] } });

  it('gives members of a secret, by name or by JSON Pointer', async () => {
    const secrets = holding(document);
    expect(givenBy(await decideWith(secrets))).to.deep.equal({ Site: 'Oslo' });
    const keys = { Site: '/location/site', Country: '/location/codes/0' };
    expect(givenBy(await decideWith(secrets, { keys }))).to.deep.equal({
      Site: 'Bergen',
      Country: 'NO',
    });
  });

  it('gives the whole of a secret: a text as it is, octets in base64', async () => {
    for (const [value, given] of [
      ['pass word\n', 'pass word\n'],
      [document, document],
      ['', ''],
      [new Uint8Array([0xfb, 0xff, 0x00]), '+/8A'],
    ] as const) {
      const decision = await decideWith(holding(value), { wholeAs: 'Password' });
      expect(givenBy(decision)).to.deep.equal({ Password: given });
    }
  });

  it('asks for the stage that it is told, and for the current one unless told', async () => {
    const asked: unknown[] = [];
    const secrets = store(async (id, { stage }) => {
      asked.push([id, stage]);
      return { value: text({ Site: stage ?? 'current' }), version: 'v1' };
    });
    for (const stage of ['AWSCURRENT', 'AWSPREVIOUS', 'AWSPENDING', 'blue']) {
      const given = await decideWith(secrets, { keys: ['Site'], stage });
      expect(givenBy(given)).to.deep.equal({ Site: stage });
    }
    expect(givenBy(await decideWith(secrets))).to.deep.equal({ Site: 'current' });
    expect(asked.at(-1)).to.deep.equal(['fleet/overrides', undefined]);
  });

  it('says in the trace which source and version gave which key, and that it is secret', async () => {
    const given = await decide(
      [
        eventIntegrity(),
        secretsManagerOverrides({
          secretId: 'fleet/overrides',
          keys: { Site: '/Site', Country: '/location/codes/0' },
        }),
      ],
      anEvent({ parameters: { Site: 'the device chose' } }),
      { replace: [holding(document, 'b2c7')] },
    );
    const origin = { source: 'secrets-manager-overrides', secret: true, version: 'b2c7' };
    const origins = {
      Site: { ...origin, replaced: true },
      Country: { ...origin, replaced: false },
    };
    expect(given.trace.at(-1)?.overrides).to.deep.equal(origins);
    expect(given.outcome === 'ALLOW' && given.overrideOrigins).to.deep.equal(origins);
  });

  it('leaves a key out whose member is missing, where told to, and no other', async () => {
    const skipping = (keys: Record<string, string>, value = document) =>
      decideWith(holding(value), { keys, missing: 'skip' });
    const some = await skipping({ Site: '/Site', None: '/none', Further: '/location/codes/2' });
    expect(givenBy(some)).to.deep.equal({ Site: 'Oslo' });
    const code = 'DENY_ERROR OVERRIDES_SECRET_MEMBER_NOT_TEXT';
    expect(givenBy(await skipping({ Site: '/Site/name' }))).to.equal(code);
    expect(givenBy(await skipping({ Site: '/Site' }, '{"Site":null}'))).to.equal(code);
    const absent = await decideWith(memorySecretStore({}), { keys: ['Site'], missing: 'skip' });
    expect(givenBy(absent)).to.equal('DENY_ERROR OVERRIDES_SECRET_MISSING');
  });

  describe('denies with DENY_ERROR and a code that tells why', () => {
    const canary = 'canary-5e0c';
    const binary = new TextEncoder().encode(`{"Site":"${canary}"}`);
    const whole = { wholeAs: 'Site' };
    for (const [what, value, code, detail, options] of [
      ['there is no such secret', undefined, 'MISSING', 'no secret "fleet/overrides"', {}],
      [
        'there is none of that stage',
        undefined,
        'MISSING',
        'of the stage "blue"',
        { stage: 'blue' },
      ],
      ['it is not JSON', canary, 'NOT_JSON', 'it is not JSON', {}],
      ['it is half of one', `{"Site":"${canary}`, 'NOT_JSON', 'it is not JSON', {}],
      ['it has a byte order mark', `\ufeff{"Site":"${canary}"}`, 'NOT_JSON', 'it is not JSON', {}],
      ['it doubles a name', `{"Site":"${canary}","Site":"b"}`, 'NOT_JSON', 'one name', {}],
      ['it is binary', binary, 'BINARY', 'it is binary', {}],
      ['it lacks the member', `{"site":"${canary}"}`, 'MEMBER_MISSING', '"/Site" for "Site"', {}],
      ['it is a list', `["${canary}"]`, 'MEMBER_MISSING', 'nothing is there', {}],
      ['it is a text', `"${canary}"`, 'MEMBER_NOT_TEXT', 'the whole is a text', {}],
      ['the member is a number', '{"Site":471100174711}', 'MEMBER_NOT_TEXT', 'a number', {}],
      ['the member is a boolean', '{"Site":true}', 'MEMBER_NOT_TEXT', 'a boolean', {}],
      ['the member is null', '{"Site":null}', 'MEMBER_NOT_TEXT', 'null', {}],
      ['the member is an object', `{"Site":{"a":"${canary}"}}`, 'MEMBER_NOT_TEXT', 'object', {}],
      ['the member is a list', `{"Site":["${canary}"]}`, 'MEMBER_NOT_TEXT', 'a list', {}],
      ['the member is too long', `{"Site":"${canary.repeat(400)}"}`, 'VALUE_UNFIT', '4096', {}],
      ['it is no Unicode', `{"Site":"${canary}\\udc00"}`, 'VALUE_UNFIT', 'well-formed', {}],
      ['the whole is too long', canary.repeat(400), 'VALUE_UNFIT', 'the whole for "Site"', whole],
      ['in base64 it is too long', new Uint8Array(3_073), 'VALUE_UNFIT', '4096', whole],
    ] as const) {
      it(`where ${what}: OVERRIDES_SECRET_${code}`, async () => {
        const wanted = 'wholeAs' in options ? options : { keys: ['Site'], ...options };
        const secrets = value === undefined ? memorySecretStore({}) : holding(value);
        const decision = await decideWith(secrets, wanted);
        expect(verdictOf(decision)).to.equal(`DENY_ERROR OVERRIDES_SECRET_${code}`);
        expect(detailOf(decision)).to.contain('"fleet/overrides"').and.contain(detail);
        expect(inspect(decision, { depth: 20 }))
          .to.not.contain(canary)
          .and.not.contain('471100174711');
      });
    }

    it('where the store cannot be asked: its own code', async () => {
      const secrets = store(async () => {
        throw new PortError('STORE_DOWN', 'no answer');
      });
      expect(verdictOf(await decideWith(secrets))).to.equal('DENY_ERROR STORE_DOWN');
    });

    it('where the store answers what is no secret: PORT_UNAVAILABLE', async () => {
      for (const answer of [null, 'text', {}, { value: canary }, { value: 1, version: 'v1' }]) {
        const decision = await decideWith(store(async () => answer as never));
        expect(verdictOf(decision), text(answer)).to.equal('DENY_ERROR PORT_UNAVAILABLE');
        expect(detailOf(decision)).to.not.contain(canary);
      }
    });
  });

  it('asks the store once a request, so that all keys come from one version', async () => {
    const keys = ['Site', 'Fleet', 'Broker'];
    let asked = 0;
    // Rotated with every question.
    const secrets = store(async () => {
      asked += 1;
      const value = text(Object.fromEntries(keys.map((key) => [key, `${asked}`])));
      return { value, version: `v${asked}` };
    });
    const hook = composeHook(
      defineHook([eventIntegrity(), secretsManagerOverrides({ secretId: 'x', keys })]),
      { replace: [fakeClock(now).plugin(), memoryLogger().plugin(), secrets] },
    );
    const decisions = await Promise.all(Array.from({ length: 50 }, () => hook.decide(anEvent())));
    for (const decision of decisions) {
      const values = Object.values(givenBy(decision));
      const [origin] = Object.values(decision.trace.at(-1)?.overrides ?? {});
      expect(new Set(values).size).to.equal(1);
      expect(origin?.version).to.equal(`v${values[0]}`);
    }
    expect(asked).to.equal(50);
  });

  it('reads a secret anew by its value, whatever its version says', async () => {
    let site = 'Oslo';
    const secrets = store(async () => ({ value: text({ Site: site }), version: 'same' }));
    const hook = composeHook(
      defineHook([eventIntegrity(), secretsManagerOverrides({ secretId: 'x', keys: ['Site'] })]),
      { replace: [fakeClock(now).plugin(), memoryLogger().plugin(), secrets] },
    );
    expect(givenBy(await hook.decide(anEvent()))).to.deep.equal({ Site: 'Oslo' });
    site = 'Bergen';
    expect(givenBy(await hook.decide(anEvent()))).to.deep.equal({ Site: 'Bergen' });
  });

  it('parses a secret once for as long as it stays the same, be it right or wrong', async () => {
    for (const value of [document, '{"Site":1}', 'no JSON']) {
      const hook = composeHook(
        defineHook([
          eventIntegrity(),
          secretsManagerOverrides({ secretId: 'fleet/overrides', keys: ['Site'] }),
        ]),
        { replace: [fakeClock(now).plugin(), memoryLogger().plugin(), holding(value)] },
      );
      const { parse } = JSON;
      let parsed = 0;
      JSON.parse = (text, ...more) => {
        if (text === value) parsed += 1;
        return parse(text, ...more);
      };
      try {
        const first = givenBy(await hook.decide(anEvent()));
        expect(givenBy(await hook.decide(anEvent()))).to.deep.equal(first);
        expect(parsed).to.equal(1);
      } finally {
        JSON.parse = parse;
      }
    }
  });

  it('asks once more for a secret that it cannot use, and uses one that was mended', async () => {
    const versions = ['no JSON', '{"Site":"Oslo"}'];
    const asked: unknown[] = [];
    const secrets = store(async (_id, { rejectedVersion }) => {
      asked.push(rejectedVersion);
      const version = rejectedVersion === undefined ? 0 : Number(rejectedVersion) + 1;
      return { value: versions[version] ?? 'no JSON', version: `${version}` };
    });
    const decision = await decideWith(secrets);
    expect(givenBy(decision)).to.deep.equal({ Site: 'Oslo' });
    expect(decision.trace.at(-1)?.overrides?.Site?.version).to.equal('1');
    expect(asked).to.deep.equal([undefined, '0']);
    versions[1] = '{"Site":1}';
    expect(givenBy(await decideWith(secrets))).to.equal(
      'DENY_ERROR OVERRIDES_SECRET_MEMBER_NOT_TEXT',
    );
    expect(asked).to.have.lengthOf(4);
  });

  it('fetches the secret when the hook gets ready, and tells in the log what is wrong', async () => {
    let asked = 0;
    const logger = memoryLogger();
    const secrets = store(async (_id, { rejectedVersion }) => {
      if (rejectedVersion === undefined) asked += 1;
      return { value: 'canary', version: 'v1' };
    });
    const hook = composeHook(
      defineHook([eventIntegrity(), secretsManagerOverrides({ secretId: 'x', keys: ['Site'] })]),
      { replace: [logger.plugin(), secrets] },
    );
    expect(asked).to.equal(0);
    await hook.prepare();
    expect(asked).to.equal(1);
    const told = text(logger.lines);
    expect(told).to.contain('it is not JSON').and.not.contain('canary');
  });

  it('shows values in the response alone, be they right or wrong', async () => {
    const canary = fc
      .string({ unit: 'grapheme-ascii', minLength: 8 })
      .map((noise) => `canary${noise.replaceAll(/[^0-9A-Za-z]/g, '')}canary`);
    const values = fc.oneof(
      canary.map((value) => text({ Site: value })),
      canary.map((value) => text({ Site: [value], [value]: value })),
      canary.map((value) => `{"Site":"${value}`),
      canary.map((value) => text({ Site: `${value}${'x'.repeat(4_096)}` })),
      canary.map((value) => new TextEncoder().encode(value)),
      canary,
    );
    await fc.assert(
      fc.asyncProperty(values, fc.boolean(), async (value, whole) => {
        const [logger, sink] = [memoryLogger(), memoryDecisionSink()];
        const wanted = whole ? { wholeAs: 'Site' } : { keys: ['Site'] };
        const hook = composeHook(
          defineHook([eventIntegrity(), secretsManagerOverrides({ secretId: 'x', ...wanted })]),
          {
            replace: [
              fakeClock(now).plugin(),
              logger.plugin(),
              sink.plugin(),
              memorySecretStore({ x: { value, version: 'v1' } }),
            ],
          },
        );
        await hook.prepare();
        const { trace, ...decision } = await hook.decide(anEvent());
        const reason = decision.outcome === 'ALLOW' ? undefined : decision.reason;
        const told = [trace, reason, sink.records, logger.lines, hook.describe()];
        const written = inspect(told, { depth: 20 }) + text(told);
        expect(written).to.not.contain('canary');
        expect(written).to.not.contain(Buffer.from('canary').toString('base64').slice(0, 8));
      }),
      { numRuns: 50 },
    );
  });

  it('tells its override keys, and needs a store', () => {
    const keysOf = (options: Partial<Options>) =>
      composeHook(defineHook([secretsManagerOverrides({ secretId: 'x', ...options })]), {
        replace: [memorySecretStore({})],
      }).describe().overrideKeys;
    expect(keysOf({ keys: ['Site', 'Fleet'] })).to.have.members(['Site', 'Fleet']);
    expect(keysOf({ keys: { Site: '/location/site' } })).to.deep.equal(['Site']);
    expect(keysOf({ wholeAs: 'Password' })).to.deep.equal(['Password']);
  });

  it('refuses options that cannot be meant, and says which', () => {
    const make = secretsManagerOverrides as (options?: unknown) => unknown;
    const secretId = 'fleet/overrides';
    for (const [options, fault] of [
      [{ keys: ['Site'] }, /^OPTION_INVALID: .*"secretId"/],
      [{ secretId: '', keys: ['Site'] }, /"secretId": is empty/],
      [{ secretId: '{"Site":"Oslo"}', keys: ['Site'] }, /"secretId": is the secret itself/],
      [{ secretId: 'x'.repeat(2_049), keys: ['Site'] }, /"secretId": .*2,048/],
      [{ secretId }, /give either keys, .* or wholeAs/],
      [{ secretId, keys: ['Site'], wholeAs: 'Site' }, /give either keys, .* or wholeAs/],
      [{ secretId, wholeAs: 'Site', missing: 'skip' }, /missing is about the members/],
      [{ secretId, wholeAs: '' }, /"wholeAs": a parameter name is not empty/],
      [{ secretId, wholeAs: 'AWS::Region' }, /"wholeAs": names that begin with AWS::/],
      [{ secretId, keys: [] }, /"keys": give at least one key/],
      [{ secretId, keys: { Site: 'site' } }, /"keys\.Site": must be a JSON Pointer/],
      [{ secretId, keys: ['Site'], stage: '' }, /"stage": is empty/],
      [{ secretId, keys: ['Site'], stage: 'x'.repeat(257) }, /"stage": .*256/],
      [{ secretId, keys: ['Site'], missing: 'ignore' }, /^OPTION_INVALID: .*"missing"/],
      [{ id: secretId, keys: ['Site'] }, /^OPTION_UNKNOWN: .*"id"/],
    ] as const) {
      expect(
        faultOf(() => make(options)),
        text(options),
      ).to.match(fault);
    }
  });
});
