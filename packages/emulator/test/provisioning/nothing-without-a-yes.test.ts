import { HookCallError, memoryAccountStore, sqliteAccountStore } from '@gangway/emulator';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { useFolder } from '../account/folder.js';
import { type Desk, dump, makeDesk, putNamed, putTemplate, putThing } from './desk.js';
import { simpleTemplate, thingTemplate } from './templates.js';

const fits = { allowProvisioning: true, parameterOverrides: { Site: 'all' } };

// What a hook may do: answer anything at all, throw, or name overrides that fit or not.
const anything = fc.oneof(
  { weight: 4, arbitrary: fc.constant(fits) },
  fc.jsonValue({ maxDepth: 2 }),
  fc.anything({ maxDepth: 2, withMap: true, withNullPrototype: true }),
  fc.record(
    {
      allowProvisioning: fc.oneof(
        fc.boolean(),
        fc.constantFrom('true', 'True', 1, null, {}, [true]),
      ),
      parameterOverrides: fc.oneof(
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.constant(null))),
        fc.dictionary(fc.constantFrom('SerialNumber', 'Site', '__proto__'), fc.string()),
        fc.jsonValue({ maxDepth: 1 }),
      ),
    },
    { requiredKeys: [] },
  ),
);
const failures = fc.constantFrom(
  new HookCallError('HOOK_FAILED', 'it failed'),
  new Error('it threw'),
  undefined,
);
const hooks = fc.oneof(
  { weight: 5, arbitrary: anything.map((answer) => ({ kind: 'answer', answer }) as const) },
  { weight: 1, arbitrary: failures.map((error) => ({ kind: 'throw', error }) as const) },
);

/** `TOKEN` stands for the device's own. */
const payloads = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constant({
      certificateOwnershipToken: 'TOKEN',
      parameters: { SerialNumber: 'SN-0001' },
    }),
  },
  fc.jsonValue({ maxDepth: 2 }),
  fc.record(
    {
      certificateOwnershipToken: fc.oneof(
        { weight: 6, arbitrary: fc.constant('TOKEN') },
        { weight: 1, arbitrary: fc.oneof(fc.string(), fc.integer(), fc.constant(null)) },
      ),
      parameters: fc.oneof(
        fc.constant({ SerialNumber: 'SN-0001' }),
        fc.dictionary(fc.string(), fc.string()),
        fc.dictionary(fc.constantFrom('SerialNumber', 'Site', '__proto__'), fc.string()),
        fc.jsonValue({ maxDepth: 1 }),
      ),
    },
    { requiredKeys: [] },
  ),
);

const templates = fc.constantFrom(
  simpleTemplate(),
  thingTemplate({ ThingGroups: ['all', { Ref: 'Site' }] }, { ThingGroups: 'MERGE' }),
  thingTemplate({ AttributePayload: { site: { Ref: 'Site' } } }, { AttributePayload: 'FAIL' }),
  thingTemplate({ ThingTypeName: 'none' }),
);

const isYes = (answer: unknown): boolean => {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return false;
  if (!Object.hasOwn(answer, 'allowProvisioning')) return false;
  return (answer as Readonly<Record<string, unknown>>).allowProvisioning === true;
};

const stores = {
  'in memory': { open: memoryAccountStore, numRuns: 500 },
  'in a file': { open: (path: string) => sqliteAccountStore({ path }), numRuns: 100 },
};

for (const [where, { open, numRuns }] of Object.entries(stores)) {
  describe(`whatever a device sends and a hook answers, with an account ${where}`, () => {
    const file = useFolder();
    it('nothing is provisioned without a yes, and a refusal leaves the account as it was', async () => {
      let accepted = 0;
      await fc.assert(
        fc.asyncProperty(
          payloads,
          hooks,
          templates,
          fc.boolean(),
          async (payload, hook, template, isThere) => {
            let asked = 0;
            const store = open(file());
            const desk: Desk = await makeDesk({
              store,
              ask: async () => {
                asked += 1;
                if (hook.kind === 'throw') throw hook.error;
                return hook.answer;
              },
            });
            putNamed(desk.store, 'thingGroups', 'all');
            const { certificateOwnershipToken } = await desk.create();
            putTemplate(desk.store, 'first-fleet', template);
            if (isThere) putThing(desk.store, 'SN-0001');
            const sent = withToken(payload, certificateOwnershipToken);
            const before = dump(desk.store);
            const outcome = await desk.register(sent).then(
              () => 'accepted',
              (error: Error) => error.name,
            );
            if (outcome === 'accepted') {
              accepted += 1;
              expect(asked).to.equal(1);
              expect(hook.kind === 'answer' && isYes(hook.answer)).to.equal(true);
              expect(desk.store.tokens.count()).to.equal(0);
            } else {
              expect(outcome).to.equal('Rejection');
              expect(dump(desk.store)).to.deep.equal(before);
              expect(desk.logger.lines.at(-1)?.message).to.equal('rejected');
            }
            expect(JSON.stringify(desk.logger.lines)).to.not.include(certificateOwnershipToken);
            store.close();
          },
        ),
        { numRuns },
      );
      // The property would hold of a service that refuses everything, too.
      expect(accepted).to.be.greaterThan(numRuns / 50);
    }).timeout(60_000);
  });
}

function withToken(payload: unknown, token: string): unknown {
  return typeof payload === 'object' && payload !== null && 'certificateOwnershipToken' in payload
    ? {
        ...payload,
        certificateOwnershipToken:
          payload.certificateOwnershipToken === 'TOKEN' ? token : payload.certificateOwnershipToken,
      }
    : payload;
}
