import { serve } from '@gangway/adapter-http';
import { composeHook } from '@gangway/composition';
import { type HookTarget, inProcessHook, lambdaHook, urlHook } from '@gangway/emulator';
import {
  anEvent,
  type MemoryDecisionSink,
  memoryDecisionSink,
  memoryLogger,
  newHopKey,
} from '@gangway/testing';
import { startLambdaServer } from '@gangway/testing/lambda';
import { expect } from 'chai';
import { ask } from './asking.js';
import { allowed, behind, definition, refused } from './hook-under-test.js';

/** A target, and where the hook behind it records what it decided. */
interface Reached {
  readonly target: HookTarget;
  readonly sink: MemoryDecisionSink;
  close(): Promise<void>;
}

function compose() {
  const sink = memoryDecisionSink();
  const replace = [sink.plugin(), memoryLogger().plugin(), behind()];
  return { sink, hook: composeHook(definition, { replace }) };
}

async function served(
  targetOf: (url: string) => HookTarget,
  options: Parameters<typeof serve>[1],
): Promise<Reached> {
  const { sink, hook } = compose();
  const server = await serve(hook, options);
  const target = targetOf(server.url);
  return {
    target,
    sink,
    async close() {
      await target.close?.();
      await server.close();
    },
  };
}

const key = newHopKey();
const ways: Readonly<Record<string, () => Promise<Reached>>> = {
  'in this process': async () => {
    const { sink, hook } = compose();
    return {
      target: inProcessHook(hook, { label: 'hook.ts' }),
      sink,
      close: async () => undefined,
    };
  },
  'in a container': () => served((url) => urlHook(url), { port: 0, insecure: 'loopback' }),
  'in a container that takes signed calls': () =>
    served((url) => urlHook(url, { keys: [key] }), { port: 0, keys: [key] }),
  'in a container, by the path of Lambda': () =>
    served((endpoint) => lambdaHook({ endpoint }), { port: 0, insecure: 'loopback' }),
  'as a Lambda function': async () => {
    const { sink, hook } = compose();
    const inProcess = inProcessHook(hook);
    // The function itself has no id of the call: Lambda draws one.
    const server = await startLambdaServer({
      functions: { hook: (event) => ask(inProcess, event as never) },
    });
    const target = lambdaHook({ endpoint: server.url });
    return {
      target,
      sink,
      async close() {
        await target.close?.();
        await server.close();
      },
    };
  },
};

for (const [where, reach] of Object.entries(ways)) {
  describe(`a hook ${where}`, () => {
    let reached: Reached;
    before(async () => {
      reached = await reach();
    });
    after(() => reached.close());

    it('says yes, with its overrides', async () => {
      expect(await ask(reached.target)).to.deep.equal(allowed);
    });

    it('says no, and gives no reason', async () => {
      const stranger = anEvent({ serialNumber: 'SN-0002' });
      expect(await ask(reached.target, stranger)).to.deep.equal(refused);
    });

    it('decides about the event as it was sent', async () => {
      const event = anEvent({ parameters: { Undeclared: 'ü "\\ 🚀' }, clientId: 'client-7' });
      const before = structuredClone(event);
      await ask(reached.target, event);
      const { subject } = reached.sink.records.at(-1) ?? {};
      expect(subject).to.deep.include({
        certificateId: event.certificateId,
        claimCertificateId: event.claimCertificateId,
        clientId: 'client-7',
        templateArn: event.templateArn,
      });
      expect(event).to.deep.equal(before);
    });

    if (where !== 'in a container, by the path of Lambda') {
      it('knows the call by its id', async () => {
        await ask(reached.target);
        expect(reached.sink.records.at(-1)?.subject.requestId).to.equal('request-1');
      });
    }

    it('answers each of many calls at once', async () => {
      const events = Array.from({ length: 40 }, (_, index) =>
        anEvent({ serialNumber: index % 2 === 0 ? 'SN-0001' : 'SN-0002' }),
      );
      const answers = await Promise.all(events.map((event) => ask(reached.target, event)));
      expect(answers).to.deep.equal(
        events.map((_, index) => (index % 2 === 0 ? allowed : refused)),
      );
    });

    it('has a label for the log', () => {
      expect(reached.target.label).to.be.a('string').that.is.not.empty;
    });
  });
}
