import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { composeHook, defineHook } from '@gangway/composition';
import type { PreProvisioningEvent } from '@gangway/core';
import { KeyRingFault } from '@gangway/plugins/device-token';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { parseKeyRing } from '../../dist/token/key-ring.js';
import { now } from '../deciding.js';
import { asking, batchKeys, deviceKeyOf, ringText, tokenFor, withToken } from './token-factory.js';

const key = deviceKeyOf('SN-0001');

/** Every form in which a key could slip out. */
const formsOf = (octets: Buffer): readonly string[] =>
  (['hex', 'base64', 'base64url', 'latin1'] as const).map((form) => octets.toString(form));

const secrets = [
  ...formsOf(batchKeys.old),
  ...formsOf(batchKeys.new),
  ...formsOf(key.export()),
] as const;

/** All that a hook lets out about one event: the decision, its record, the log. */
async function allOf(event: PreProvisioningEvent, value = ringText): Promise<string> {
  const [logger, sink] = [memoryLogger(), memoryDecisionSink()];
  const hook = composeHook(defineHook([...asking({}, value)]), {
    replace: [fakeClock(now).plugin(), logger.plugin(), sink.plugin()],
  });
  await hook.prepare();
  const decision = await hook.decide(event);
  return [decision, sink.records, logger.lines, hook.describe()]
    .map((told) => `${JSON.stringify(told)}${inspect(told, { depth: 20 })}`)
    .join('\n');
}

describe('what device-token tells', () => {
  const event = anEvent();
  const right = tokenFor(event);

  for (const [what, token] of Object.entries({
    'a right token': right,
    'a wrong one': tokenFor(anEvent()),
    'an expired one': tokenFor(event, { expiresAt: 1 }),
    'one of an unknown key': tokenFor(event, { keyId: 'none' }),
    'one that is cut off': right.slice(0, -3),
  })) {
    it(`holds neither key nor token about ${what}`, async () => {
      const told = await allOf(withToken(event, token));
      const [, , , , nonce = '', mac = ''] = token.split('.');
      for (const secret of [...secrets, token, nonce, mac]) expect(told).to.not.contain(secret);
    });
  }

  it('holds nothing of a secret that is no ring', async () => {
    const canary = `canary-${randomBytes(12).toString('hex')}`;
    for (const value of [
      canary,
      `{"keys":{"a":"${canary}"}}`,
      `{"keys":{"${canary}.":"x"}}`,
      `{"${canary}":1}`,
      `{"keys":{"${batchKeys.old.toString('base64')}":"a"}}`,
    ]) {
      const told = await allOf(withToken(event, right), value);
      expect(told).to.contain('DEVICE_TOKEN_KEYS_MALFORMED');
      for (const secret of [canary, ...secrets]) expect(told).to.not.contain(secret);
    }
  });

  it('is nothing of a key, also where somebody prints a ring', () => {
    const printed = inspect([parseKeyRing(ringText), key], { depth: 20, showHidden: true });
    for (const secret of secrets) expect(printed).to.not.contain(secret);
    expect(() => parseKeyRing('[]')).to.throw(KeyRingFault);
  });
});
