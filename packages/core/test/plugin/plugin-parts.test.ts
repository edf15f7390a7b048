import { Clock, CompositionError, defineFact, limits, permit, policyCode } from '@gangway/core';
import { expect } from 'chai';
import { checkHead, checkParts } from '#core/plugin/check-parts.js';

/** What is wrong with a plugin, or `taken`. */
function faultOf(check: () => void): string {
  try {
    check();
    return 'taken';
  } catch (error) {
    if (!(error instanceof CompositionError)) throw error;
    expect(error.code).to.equal('PLUGIN_INVALID');
    return error.message;
  }
}
const head = (given: unknown) => faultOf(() => checkHead(given));
const parts = (given: unknown) => faultOf(() => checkParts('p', given));
const run = () => permit();
const key = defineFact<string>('k');

describe('what a plugin says of itself', () => {
  it('is taken when every part is what it should be, or absent', () => {
    const facts = { gives: [key], needs: [], wants: [key] };
    const reasonCodes = { NO: policyCode('', ''), DOWN: { class: 'DENY_ERROR' } };
    expect(head({ name: 'p' })).to.equal('taken');
    expect(
      head({ name: 'p', needs: { clock: Clock }, facts, reasonCodes, options: 1, build: run }),
    ).to.equal('taken');
    expect(head({ name: 'p', facts: undefined })).to.equal('taken');
  });

  const wrong: readonly (readonly [given: Record<string, unknown>, said: string])[] = [
    [{}, 'lacks "name"'],
    [{ name: '' }, '"name", which is not a text, or is empty'],
    [{ name: 5 }, '"name", which is not a text, or is empty'],
    [{ name: 'p', needs: [] }, '"needs", which is not an object of ports by name'],
    [{ name: 'p', needs: null }, '"needs", which is not an object of ports by name'],
    [{ name: 'p', needs: { a: Clock, b: 'Clock' } }, '"needs", which is not an object of ports'],
    [{ name: 'p', facts: 5 }, '"facts", which is no object'],
    [{ name: 'p', facts: { gives: key } }, '"gives", which is not an array of facts'],
    [{ name: 'p', facts: { gives: [key, 'k'] } }, '"gives", which is not an array of facts'],
    [{ name: 'p', facts: { gives: [{ name: 5 }] } }, '"gives", which is not an array of facts'],
    [{ name: 'p', reasonCodes: 'NO' }, '"reasonCodes", which is not an object of policyCode'],
    [{ name: 'p', reasonCodes: { NO: 'no' } }, '"reasonCodes", which is not an object of'],
    [
      { name: 'p', reasonCodes: { NO: policyCode('', ''), X: { class: 'X' } } },
      '"reasonCodes", which is not an object of',
    ],
    [{ name: 'p', build: {} }, '"build", which is no function'],
    [{ name: 'p', need: {} }, '"needs"'],
    [{ name: 'p', quiteAnother: 1 }, 'needs, facts, reasonCodes'],
  ];
  for (const [given, said] of wrong) {
    it(`says "${said}" of ${Object.keys(given)} ${JSON.stringify(given)}`, () =>
      expect(head(given)).to.include(said));
  }

  it('is an object', () => {
    for (const given of [undefined, null, 'p', []]) expect(head(given)).to.include('an object');
  });
});

describe('what a plugin is built of', () => {
  const overrides = (...keys: unknown[]) => ({ overrides: { keys, values: run } });

  it('is taken when every part is what it should be, or absent', () => {
    expect(parts({})).to.equal('taken');
    expect(
      parts({
        instance: 'first-2',
        provides: [{ token: Clock, needs: {}, create: run }],
        checks: { a: run },
        ...overrides('Site', 'k'.repeat(limits.parameterNameLength)),
        intents: run,
        prepare: run,
        parameters: ['SerialNumber'],
        freshParameters: ['SerialNumber'],
        facts: { needs: [key] },
        permissions: [{ action: 'iot:DescribeThing', resource: '*' }],
        commitPermissions: [],
        lifecyclePermissions: [],
        secrets: ['fleet/keys'],
        secretPermissions: run,
      }),
    ).to.equal('taken');
  });

  const provides = '"provides", which is not an array of what provide(...) makes';
  const permissions = '"permissions", which is not an array of objects of action and resource';
  const noHook = 'which no hook may set';
  const wrong: readonly (readonly [what: string, given: unknown, said: string])[] = [
    ['nothing', undefined, 'undefined and not an object'],
    ['a list', [], 'not an object'],
    ['a promise', Promise.resolve({}), 'a promise and not an object'],
    ['a mistyped part', { check: {} }, '"checks"'],
    ['an instance in other letters', { instance: 'First' }, '"instance", which is not in kebab'],
    ['an instance without a name', { instance: '' }, '"instance", which is not in kebab-case'],
    ['no list of ports', { provides: {} }, provides],
    ['a port that is null', { provides: [null] }, provides],
    ['a port without token', { provides: [{ needs: {}, create: run }] }, provides],
    ['a port without needs', { provides: [{ token: Clock, create: run }] }, provides],
    ['a port that nothing makes', { provides: [{ token: Clock, needs: {} }] }, provides],
    ['a list of checks', { checks: [run] }, '"checks", which is not an object of functions'],
    ['a check that is none', { checks: { a: run, b: 5 } }, 'holds "b", which is no function'],
    ['a check without name', { checks: { '': run } }, 'holds "", which is no function'],
    ['no overrides', { overrides: run }, '"overrides", which is not an object of keys'],
    ['overrides without keys', { overrides: { values: run } }, 'lacks "keys"'],
    ['overrides without values', { overrides: { keys: [] } }, 'lacks "values"'],
    ['keys that are no list', { overrides: { keys: 'a', values: run } }, 'not an array of texts'],
    ['a key that is a number', overrides('a', 5), `holds 5, ${noHook}`],
    ['a key that is undefined', overrides('a', undefined), `holds undefined, ${noHook}`],
    ['an empty key', overrides(''), `holds "", ${noHook}`],
    ['the key __proto__', overrides('__proto__'), `holds "__proto__", ${noHook}`],
    ['a key of AWS', overrides('AWS::Id'), `holds "AWS::Id", ${noHook}`],
    ['a key too long', overrides('k'.repeat(limits.parameterNameLength + 1)), noHook],
    ['intents that are no function', { intents: [] }, '"intents", which is no function'],
    ['fresh parameters that are no list', { freshParameters: 'a' }, '"freshParameters", which is'],
    ['facts that are no object', { facts: [key] }, '"facts", which is no object'],
    ['a need that is no fact', { facts: { needs: ['k'] } }, '"needs", which is not an array of'],
    ['parameters that are no texts', { parameters: ['a', 5] }, '"parameters", which is not an'],
    ['a permission for nothing', { permissions: [{ action: 'a' }] }, permissions],
    ['a permission to do nothing', { permissions: [{ resource: '*' }] }, permissions],
    ['a permission that is null', { permissions: [null] }, permissions],
    [
      'a permission to commit that is none',
      { commitPermissions: [5] },
      '"commitPermissions", which is not an array of objects of action and resource',
    ],
    [
      'a permission of the lifecycle that is none',
      { lifecyclePermissions: [{ action: 'a' }] },
      '"lifecyclePermissions", which is not an array of objects of action and resource',
    ],
    ['secrets that are no texts', { secrets: [5] }, '"secrets", which is not an array of texts'],
    ['no permissions for secrets', { secretPermissions: [] }, '"secretPermissions", which is no'],
  ];
  for (const [what, given, said] of wrong) {
    it(`is not ${what}`, () => {
      const fault = parts(given);
      expect(fault).to.include('Plugin "p"').and.to.include(said);
    });
  }
});
