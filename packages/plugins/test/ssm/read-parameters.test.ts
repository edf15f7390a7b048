import { PortError } from '@gangway/core';
import { anEvent } from '@gangway/testing';
import { startSsmServer } from '@gangway/testing/ssm';
import { expect } from 'chai';
import { readParameters } from '../../dist/ssm/read-parameters.js';
import { verdictOf } from '../deciding.js';
import { aSignal } from '../thing/asking.js';
import { hookAt } from './asking.js';

const parameter = { Name: '/a', Type: 'String', Value: 'x', Version: 1 };

/** What an answer is read to, or the code. */
const reading = (answer: unknown, names: readonly string[] = ['/a']) =>
  readParameters(names, async () => answer as object, aSignal()).then(
    (parameters) => Object.fromEntries(parameters),
    (error: unknown) => (error instanceof PortError ? error.code : error),
  );

describe('an answer of GetParameters', () => {
  it('tells value, version and whether it is a secret', async () => {
    const secret = { ...parameter, Name: '/b', Type: 'SecureString', Version: 12, Value: '' };
    const answer = { Parameters: [secret, parameter], InvalidParameters: ['/c'] };
    expect(await reading(answer, ['/a', '/b', '/c'])).to.deep.equal({
      '/a': { value: 'x', version: '1', secret: false },
      '/b': { value: '', version: '12', secret: true },
    });
    expect(await reading({ Parameters: [parameter] })).to.have.all.keys('/a');
    expect(await reading({ InvalidParameters: ['/a'] })).to.deep.equal({});
  });

  for (const [what, answer] of [
    ['has no lists', {}],
    ['has a list that is none', { Parameters: parameter }],
    ['has another list that is none', { Parameters: [parameter], InvalidParameters: '/a' }],
    ['has nothing for a parameter', { Parameters: [null] }],
    ['lacks a name', { Parameters: [{ ...parameter, Name: undefined }] }],
    ['is of another name', { Parameters: [{ ...parameter, Name: '/A' }] }],
    ['is of one name more', { Parameters: [parameter, { ...parameter, Name: '/b' }] }],
    ['has a name twice', { Parameters: [parameter, parameter] }],
    ['says both of a name', { Parameters: [parameter], InvalidParameters: ['/a'] }],
    ['misses what is no name', { InvalidParameters: [['/a']] }],
    ['has another type', { Parameters: [{ ...parameter, Type: 'Blob' }] }],
    ['has no type', { Parameters: [{ ...parameter, Type: undefined }] }],
    ['has a value that is no text', { Parameters: [{ ...parameter, Value: 1 }] }],
    ['has no value', { Parameters: [{ ...parameter, Value: undefined }] }],
    ['has version 0', { Parameters: [{ ...parameter, Version: 0 }] }],
    ['has half a version', { Parameters: [{ ...parameter, Version: 1.5 }] }],
    ['has a version that is no number', { Parameters: [{ ...parameter, Version: '1' }] }],
  ] as const) {
    it(`makes no sense where it ${what}`, async () => {
      expect(await reading(answer)).to.equal('PARAMETER_STORE_REPLY_INVALID');
    });
  }

  it('may hold a value as long as a parameter of a device, and no longer', async () => {
    const ofLength = (length: number) =>
      reading({ Parameters: [{ ...parameter, Value: 'x'.repeat(length) }] });
    expect(await ofLength(4_096)).to.have.all.keys('/a');
    expect(await ofLength(4_097)).to.equal('PARAMETER_STORE_VALUE_UNFIT');
  });

  it('is not taken for too large where ten values are as long as they may be on the wire', async () => {
    const keys = Array.from({ length: 10 }, (_, index) => `Key${index}`);
    // Each character is six octets in JSON.
    const value = '\u0001'.repeat(4_096);
    const parameters = Object.fromEntries(keys.map((key) => [`/fleet/${key}`, value]));
    await using ssm = await startSsmServer({ parameters });
    const decision = await hookAt(ssm.url, { keys }).hook.decide(anEvent());
    expect(verdictOf(decision)).to.equal('ALLOW');
    expect(ssm.calls.GetParameters).to.equal(1);
  });
});
