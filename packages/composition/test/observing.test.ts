import {
  type ComposeOptions,
  composeHook,
  composeLifecycle,
  defineHook,
} from '@gangway/composition';
import {
  BlockRegistry,
  ClaimLedger,
  Clock,
  claimDevice,
  DeviceRegistry,
  definePlugin,
  deny,
  overrides,
  type PortCall,
  PortError,
  permit,
  provide,
  SecretStore,
} from '@gangway/core';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { faultOf } from './fault-of.js';

const event = anEvent({ serialNumber: 'SN-0001' });

/** What each port does when it is called. */
const behaviours = {
  answers: async (answer: unknown) => answer,
  'answers at once': (answer: unknown) => answer,
  'answers junk': async () => 42,
  'cannot be asked': async () => {
    throw new PortError('PORT_UNAVAILABLE', 'no network');
  },
  'says an undeclared code': async () => {
    throw new PortError('SN-0001', 'no network');
  },
  throws: () => {
    throw new TypeError('broken');
  },
  hangs: () => new Promise(() => undefined),
} as const;

const behaviour = fc.constantFrom(...(Object.keys(behaviours) as (keyof typeof behaviours)[]));
const recipe = fc.record({
  registry: behaviour,
  blocks: behaviour,
  secrets: behaviour,
  ledger: behaviour,
  found: fc.boolean(),
  observer: fc.constantFrom('notes', 'throws', 'rejects'),
});
type Recipe = typeof recipe extends fc.Arbitrary<infer T> ? T : never;

const store = (made: Recipe) =>
  definePlugin({
    name: 'store',
    build: () => ({
      provides: [
        provide(DeviceRegistry, {}, () => ({
          find: (id) =>
            behaviours[made.registry](
              made.found ? { id, state: 'expected', attributes: {} } : undefined,
            ) as never,
        })),
        provide(BlockRegistry, {}, () => ({ find: () => behaviours[made.blocks]([]) as never })),
        provide(SecretStore, {}, () => ({
          get: () => behaviours[made.secrets]({ value: 'Oslo', version: '1' }) as never,
        })),
        provide(ClaimLedger, { clock: Clock }, () => ({
          commit: () => behaviours[made.ledger]({ kind: 'committed' }) as never,
          confirm: () => behaviours[made.ledger]({ kind: 'no-claim' }) as never,
          release: () => behaviours[made.ledger]({ kind: 'not-claimed' }) as never,
        })),
      ],
    }),
  })();

const asks = definePlugin({
  name: 'asks',
  needs: { registry: DeviceRegistry, blocks: BlockRegistry, secrets: SecretStore },
  build: () => ({
    checks: {
      registered: async (_request, { ports, signal }) =>
        (await ports.registry.find('SN-0001', { signal })) ? permit() : deny('UNKNOWN', 'none'),
      blocked: async (request, { ports, signal }) => {
        const asOf = request.receivedAt;
        const found = await ports.blocks.find([{ kind: 'all' }], { asOf, signal });
        return found.length > 0 ? deny('BLOCKED', 'stopped') : permit();
      },
    },
    overrides: {
      keys: ['Site'],
      values: async (_request, { ports, signal }) =>
        overrides({ Site: (await ports.secrets.get('site', { signal }))?.value as string }),
    },
    intents: () => [claimDevice('SN-0001')],
  }),
});

async function decide(made: Recipe, observe?: ComposeOptions['observe']) {
  const clock = fakeClock();
  const sink = memoryDecisionSink();
  const hook = composeHook(defineHook([store(made), asks()]), {
    replace: [clock.plugin(), memoryLogger().plugin(), sink.plugin()],
    ...(observe === undefined ? {} : { observe }),
  });
  const decision = hook.decide(event);
  let isOpen = true;
  decision.finally(() => {
    isOpen = false;
  });
  while (isOpen) {
    await new Promise(setImmediate);
    if (isOpen) clock.advance(5_000);
  }
  return { decision: await decision, records: sink.records };
}

describe('a hook that is observed', () => {
  it('decides and records what it would unobserved, whatever its ports and its observer do', async () => {
    await fc.assert(
      fc.asyncProperty(recipe, async (made) => {
        const calls: PortCall[] = [];
        const observed = await decide(made, (call) => {
          calls.push(call);
          if (made.observer === 'throws') throw new Error('no metrics');
          if (made.observer === 'rejects') return Promise.reject(new Error('no metrics')) as never;
        });
        expect(observed).to.deep.equal(await decide(made));
        expect(calls.length > 0 || made.registry === 'hangs').to.equal(true);
      }),
      { numRuns: 500 },
    );
  });

  it('tells every call that has ended, by port and method', async () => {
    const calls: PortCall[] = [];
    const usual = {
      registry: 'answers',
      blocks: 'answers',
      secrets: 'answers',
      ledger: 'says an undeclared code',
      found: true,
      observer: 'notes',
    } as const;
    await decide(usual, (call) => calls.push(call));
    expect(calls).to.deep.equal([
      { port: 'DeviceRegistry', operation: 'find', outcome: 'answered', durationMs: 0 },
      { port: 'BlockRegistry', operation: 'find', outcome: 'answered', durationMs: 0 },
      { port: 'SecretStore', operation: 'get', outcome: 'answered', durationMs: 0 },
      {
        port: 'ClaimLedger',
        operation: 'commit',
        outcome: 'failed',
        code: 'PORT_UNAVAILABLE',
        durationMs: 0,
      },
    ]);
  });

  it('hands plugins the very ports where nobody observes', async () => {
    const own = { find: async () => undefined };
    const seen: unknown[] = [];
    const looks = definePlugin({
      name: 'looks',
      needs: { registry: DeviceRegistry },
      build: () => ({
        provides: [provide(DeviceRegistry, {}, () => own)],
        checks: {
          looks: (_request, { ports }) => {
            seen.push(ports.registry);
            return permit();
          },
        },
      }),
    })();
    const replace = [memoryDecisionSink().plugin()];
    await composeHook(defineHook([looks]), { replace }).decide(event);
    await composeHook(defineHook([looks]), { replace, observe: () => undefined }).decide(event);
    expect(seen[0]).to.equal(own);
    expect(seen[1]).not.to.equal(own);
  });

  it('refuses an observer that is no function', () => {
    for (const compose of [composeHook, composeLifecycle]) {
      expect(faultOf(() => compose(defineHook([]), { observe: 'metrics' as never }))).to.equal(
        `OPTION_INVALID: ${compose.name}, option "observe": must be a function.`,
      );
    }
  });
});

describe('a lifecycle that is observed', () => {
  const message = {
    clientId: 'SN-0001',
    timestamp: Date.UTC(2030, 0, 1),
    eventType: 'connected',
    principalIdentifier: 'ab'.repeat(32),
  };

  it('tells how its ledger answered, with the code that the store declares', async () => {
    const ledger = definePlugin({
      name: 'ledger',
      reasonCodes: {
        TABLE_MISSING: { class: 'DENY_ERROR', meaning: 'No table.', remedy: 'Make it.' },
      },
      build: () => ({
        provides: [
          provide(ClaimLedger, {}, () => ({
            commit: async () => ({ kind: 'committed' }) as const,
            confirm: async () => {
              throw new PortError('TABLE_MISSING', 'no table');
            },
            release: async () => ({ kind: 'not-claimed' }) as const,
          })),
        ],
      }),
    })();
    const calls: PortCall[] = [];
    const lifecycle = composeLifecycle(defineHook([ledger]), {
      replace: [fakeClock().plugin(), memoryLogger().plugin()],
      observe: (call) => calls.push(call),
    });
    const error = await lifecycle.take(message).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'TABLE_MISSING');
    expect(calls).to.deep.equal([
      {
        port: 'ClaimLedger',
        operation: 'confirm',
        outcome: 'failed',
        code: 'TABLE_MISSING',
        durationMs: 0,
      },
    ]);
  });
});
