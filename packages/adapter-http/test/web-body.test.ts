import { toFetchHandler } from '@gangway/adapter-http';
import { defineCheck, permit } from '@gangway/core';
import { anEvent, fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { sampleHook, unsigned } from './sample-hook.js';

const denial = { allowProvisioning: false, parameterOverrides: {} };

const post = (body: ReadableStream) =>
  new Request('http://hook/events', {
    method: 'POST',
    body,
    // The type that TypeScript has of RequestInit does not know the streams that Node takes.
    ...({ duplex: 'half' } as object),
  });

describe('the body of a web request', () => {
  it('denies a body that is no octets with 400', async () => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue('{}') });
    const response = await toFetchHandler(sampleHook().hook, unsigned)(post(body));
    expect(response.status).to.equal(400);
    expect(await response.json()).to.deep.equal(denial);
  });

  const never = () => new Promise<void>(() => undefined);
  const hanging: readonly (readonly [string, ConstructorParameters<typeof ReadableStream>[0]])[] = [
    ['never yields', { pull: never }],
    ['never yields, and never ends being cancelled', { pull: never, cancel: never }],
  ];
  for (const [name, source] of hanging) {
    it(`denies with 408 after 2.5 seconds a body that ${name}`, async () => {
      const clock = fakeClock();
      const { hook, records } = sampleHook([], [clock.plugin()]);
      const handle = toFetchHandler(hook, unsigned);
      await handle(new Request('http://hook/healthz'));
      const answer = handle(post(new ReadableStream(source)));
      clock.advance(2_500);
      const response = await answer;
      expect(response.status).to.equal(408);
      expect(await response.json()).to.deep.equal(denial);
      expect(records[0]?.outcome).to.equal('DENY_POLICY');
      expect(records[0]?.reason?.code).to.equal('BODY_NOT_JSON');
      expect(clock.waiting()).to.equal(0);
    });
  }

  it('denies with 408 a body of empty chunks that lets no timer run', async () => {
    const clock = fakeClock();
    let chunks = 0;
    const body = new ReadableStream({
      pull(controller) {
        chunks += 1;
        clock.advance(1);
        controller.enqueue(new Uint8Array());
        if (chunks > 5_000) controller.close();
      },
    });
    const starved = { ...clock, after: () => () => undefined };
    const handle = toFetchHandler({ ...sampleHook().hook, clock: starved }, unsigned);
    expect((await handle(post(body))).status).to.equal(408);
  });

  it('ends without waiting for a stream that is too long and does not end being cancelled', async () => {
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1_000)),
      cancel: never,
    });
    const handle = toFetchHandler(sampleHook().hook, { ...unsigned, bodyLimit: 1_000 });
    expect((await handle(post(body))).status).to.equal(413);
  });

  it('counts the time of the body in the time of the decision', async () => {
    const clock = fakeClock();
    const left: number[] = [];
    const see = defineCheck('see', ({ deadline }) => {
      left.push(deadline - clock.now());
      return permit();
    });
    const bytes = new TextEncoder().encode(JSON.stringify(anEvent()));
    const body = new ReadableStream(
      {
        pull(controller) {
          clock.advance(2_000);
          controller.enqueue(bytes);
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const response = await toFetchHandler(
      sampleHook([see], [clock.plugin()]).hook,
      unsigned,
    )(post(body));
    expect(await response.json()).to.have.property('allowProvisioning', true);
    expect(left).to.deep.equal([2_500]);
  });
});
