import { defineCheck, definePlugin, permit } from '@gangway/core';
import { expect } from 'chai';
import { faultOf } from './fault-of.js';

const built = (parts: unknown) =>
  faultOf(() => definePlugin({ name: 'mine', build: () => parts as never })());
const headed = (head: object) =>
  faultOf(() => definePlugin({ name: 'mine', build: () => ({}), ...head } as never));

describe('what a plugin builds', () => {
  it('is refused when a part is mistyped: a check that nobody asks is a door left open', () => {
    expect(built({ check: { open: () => permit() } })).to.equal(
      'PLUGIN_INVALID: Plugin "mine": what its build answered has an unknown "check" (did you mean "checks"?).',
    );
    expect(built({ overrides: { key: ['Site'], values: () => {} } })).to.include(
      '"overrides", which has an unknown "key" (did you mean "keys"?)',
    );
  });

  it('is refused when it is nothing, or only promised', () => {
    for (const junk of [undefined, null, 'x', [], Promise.resolve({})]) {
      expect(built(junk)).to.match(/^PLUGIN_INVALID: Plugin "mine": its build answered/);
    }
  });

  it('is refused when a part is of another kind', () => {
    const values = () => {};
    for (const parts of [
      { checks: { open: true } },
      { checks: { open: undefined } },
      { checks: { '': () => permit() } },
      { checks: [() => permit()] },
      { overrides: { keys: 'Site', values } },
      { overrides: { keys: ['AWS::IoT::Certificate::Id'], values } },
      { overrides: { keys: [''], values } },
      { overrides: { keys: [undefined], values } },
      { overrides: { keys: ['__proto__'], values } },
      { overrides: { keys: ['Site'] } },
      { overrides: { keys: ['Site'], values: {} } },
      { intents: [] },
      { prepare: Promise.resolve() },
      { probe: true },
      { provides: [{}] },
      { parameters: 'Site' },
      { permissions: [{ action: 'dynamodb:GetItem' }] },
      { presence: 'yes' },
      { templates: 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet' },
    ]) {
      expect(built(parts), JSON.stringify(parts)).to.match(/^PLUGIN_INVALID: Plugin "mine": what/);
    }
  });

  it('may leave parts undefined', () => {
    expect(built({ checks: undefined, overrides: undefined, intents: undefined })).to.equal('none');
  });
});

describe('what a plugin says of itself', () => {
  it('is refused without a name, or with what is not known', () => {
    for (const head of [
      { name: '' },
      { name: undefined },
      { need: {} },
      { needs: { clock: 'Clock' } },
      { facts: { give: [] } },
      { facts: { gives: ['record'] } },
      { reasonCodes: { CLOSED: 'DENY_POLICY' } },
      { build: undefined },
    ]) {
      expect(headed(head), JSON.stringify(head)).to.match(/^PLUGIN_INVALID: /);
    }
    expect(faultOf(() => defineCheck('', () => permit()))).to.match(/^PLUGIN_INVALID: /);
    expect(faultOf(() => defineCheck('open', true as never))).to.match(/^PLUGIN_INVALID: /);
  });
});
