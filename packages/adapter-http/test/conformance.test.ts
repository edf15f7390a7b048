import { serve, toFetchHandler } from '@gangway/adapter-http';
import { type PreProvisioningResponse, toResponse } from '@gangway/core';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { sampleHook, unsigned } from './sample-hook.js';

const events: readonly (readonly [string, unknown])[] = [
  ['a known device', anEvent()],
  ['an unknown device', anEvent({ serialNumber: 'SN-9999' })],
  ['no parameters', { ...anEvent(), parameters: undefined }],
  ['a field that AWS added', { ...anEvent(), added: { later: true } }],
  ['a parameter named __proto__', JSON.parse(`{"parameters":{"__proto__":"x"}}`)],
  [
    '10,000 parameters',
    {
      ...anEvent(),
      parameters: Object.fromEntries(
        Array.from({ length: 10_000 }, (_, index) => [`p${index}`, 'x']),
      ),
    },
  ],
  ['a lone surrogate', anEvent({ serialNumber: '\ud800' })],
  [
    'a certificate that is none',
    anEvent({ certificate: { pem: 'x', certificateId: 'a'.repeat(64) } }),
  ],
  ['an array', []],
  ['a number', 7],
  ['null', null],
  ['a string', 'allow'],
  ['true', true],
];

describe('core, the fetch handler and the served hook', () => {
  const { hook, records } = sampleHook();
  const handle = toFetchHandler(hook, unsigned);
  const server = serve(hook, { port: 0, insecure: 'loopback' });
  after(async () => (await server).close());

  async function threeWays(event: unknown) {
    const before = records.length;
    const init = { method: 'POST', body: JSON.stringify(event) };
    const answers: PreProvisioningResponse[] = [
      toResponse(await hook.decide(JSON.parse(init.body))),
      (await (await handle(new Request('http://hook/events', init))).json()) as never,
      (await (await fetch(`${(await server).url}/events`, init)).json()) as never,
    ];
    const reasons = records.slice(before).map(({ outcome, reason }) => ({ outcome, reason }));
    return { answers, reasons };
  }

  for (const [name, event] of events) {
    it(`decide alike about ${name}`, async () => {
      const { answers, reasons } = await threeWays(event);
      expect(answers).to.have.lengthOf(3);
      expect(answers[1]).to.deep.equal(answers[0]);
      expect(answers[2]).to.deep.equal(answers[0]);
      expect(reasons[1]).to.deep.equal(reasons[0]);
      expect(reasons[2]).to.deep.equal(reasons[0]);
    });
  }

  it('decide alike about any event with a field spoiled', async () => {
    const good = anEvent();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(good) as (keyof typeof good)[])),
        fc.jsonValue(),
        async (field, value) => {
          const { answers, reasons } = await threeWays({ ...good, [field]: value });
          expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).to.equal(1);
          expect(new Set(reasons.map((reason) => JSON.stringify(reason))).size).to.equal(1);
        },
      ),
      { numRuns: 100 },
    );
  });
});
