import {
  limits,
  type OverrideSource,
  type ProvisioningRequest,
  type StepContext,
} from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';

/**
 * What every `OverrideSource` does. Run it in the adapter's own tests.
 *
 * @param make a source, a request and a context for which it gives values, and the keys it has declared
 * @example
 * let given: { request: ProvisioningRequest; context: StepContext };
 * const look = defineCheck('look', (request, context) => {
 *   given = { request, context };
 *   return permit();
 * });
 * await composeHook(defineHook([look])).decide(event);
 * overrideSourceContract('site', () => ({
 *   source: { values: () => overrides({ Site: 'Oslo' }) },
 *   ...given,
 *   keys: ['Site'],
 * }));
 */
export function overrideSourceContract(
  name: string,
  make: () => {
    readonly source: OverrideSource;
    readonly request: ProvisioningRequest;
    readonly context: StepContext;
    readonly keys: readonly string[];
  },
): void {
  describe(`OverrideSource contract: ${name}`, () => {
    it('gives strings within the limits, for keys that it has declared', async () => {
      const { source, request, context, keys } = make();
      const { values } = await source.values(request, context);
      expect(keys).to.include.members(Object.keys(values));
      for (const [key, value] of Object.entries(values)) {
        expect(key.startsWith('AWS::'), key).to.equal(false);
        expect(value).to.be.a('string');
        expect(value.length).to.be.at.most(limits.parameterValueLength);
      }
    });

    it('gives the same values for the same request, and an object of its own each time', async () => {
      const { source, request, context } = make();
      const [first, second] = [
        await source.values(request, context),
        await source.values(request, context),
      ];
      expect(first.values).to.deep.equal(second.values);
      expect(first).to.not.equal(second);
    });
  });
}
