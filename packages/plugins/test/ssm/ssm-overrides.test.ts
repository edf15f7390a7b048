import type { Decision } from '@gangway/core';
import { ssmOverrides } from '@gangway/plugins/ssm-overrides';
import { anEvent } from '@gangway/testing';
import { type SsmServer, startSsmServer } from '@gangway/testing/ssm';
import { expect } from 'chai';
import { decide, detailOf, faultOf, verdictOf } from '../deciding.js';
import { hookAt, localOptions, type SsmOptions } from './asking.js';

const givenBy = (decision: Decision) =>
  decision.outcome === 'ALLOW' ? decision.parameterOverrides : `DENY ${detailOf(decision)}`;

describe('ssm-overrides', () => {
  let ssm: SsmServer;
  beforeEach(async () => {
    ssm = await startSsmServer({ parameters: { '/fleet/Site': 'Oslo', '/other/Site': 'Paris' } });
  });
  afterEach(() => ssm.close());

  const given = async (options: Partial<SsmOptions> = {}) =>
    givenBy(await hookAt(ssm.url, options).hook.decide(anEvent()));

  it('gives parameters from below the path, by name or by another name', async () => {
    ssm.put('/fleet/location/zone', '1');
    expect(await given()).to.deep.equal({ Site: 'Oslo' });
    const keys = { Place: 'Site', Zone: 'location/zone', Again: 'Site' };
    expect(await given({ keys })).to.deep.equal({ Place: 'Oslo', Zone: '1', Again: 'Oslo' });
    expect(await given({ path: '/other' })).to.deep.equal({ Site: 'Paris' });
  });

  it('takes a list as the text that it is', async () => {
    ssm.put('/fleet/Site', 'Oslo,Bergen', 'StringList');
    expect(await given()).to.deep.equal({ Site: 'Oslo,Bergen' });
  });

  it('calls a SecureString alone a secret, and tells the version of each', async () => {
    ssm.put('/fleet/Site', 'Bergen');
    ssm.put('/fleet/Key', 's3cret', 'SecureString');
    const { hook } = hookAt(ssm.url, { keys: ['Site', 'Key'] });
    const decision = await hook.decide(anEvent({ parameters: { Site: 'London' } }));
    const source = 'ssm-overrides';
    const origins = {
      Site: { source, secret: false, version: '2', replaced: true },
      Key: { source, secret: true, version: '1', replaced: false },
    };
    expect(decision).to.have.deep.property('parameterOverrides', { Site: 'Bergen', Key: 's3cret' });
    expect(decision).to.have.deep.property('overrideOrigins', origins);
    expect(decision.trace.at(-1)?.overrides).to.deep.equal(origins);
    expect(JSON.stringify(decision.trace)).not.to.include('s3cret');
  });

  it('asks once for ten parameters, and as often as it takes for more', async () => {
    const keys = Array.from({ length: 25 }, (_, index) => `Key${index}`);
    for (const key of keys) ssm.put(`/fleet/${key}`, `value of ${key}`);
    expect(await given({ keys: keys.slice(0, 10) })).to.include({ Key9: 'value of Key9' });
    expect(ssm.calls.GetParameters).to.equal(1);
    const all = Object.fromEntries(keys.map((key) => [key, `value of ${key}`]));
    expect(await given({ keys })).to.deep.equal(all);
    expect(ssm.calls.GetParameters).to.equal(4);
  });

  it('denies as an error of ours where a parameter is not there, and names it', async () => {
    const keys = { Site: 'Site', Zone: 'location/zone', Key: 'key' };
    expect(await given({ keys })).to.equal(
      'DENY PARAMETER_STORE_PARAMETER_MISSING: no parameter /fleet/location/zone, /fleet/key',
    );
  });

  it('leaves the key out when told to', async () => {
    expect(await given({ keys: ['Site', 'Zone'], missing: 'skip' })).to.deep.equal({
      Site: 'Oslo',
    });
    expect(await given({ keys: ['Zone'], missing: 'skip' })).to.deep.equal({});
  });

  it('denies a value that no parameter of a device can have, and does not quote it', async () => {
    ssm.put('/fleet/Site', 'canary'.repeat(1_000));
    expect(await given()).to.equal(
      'DENY PARAMETER_STORE_VALUE_UNFIT: the parameter /fleet/Site has over 4096 characters',
    );
    ssm.put('/fleet/Site', 'canary\ud800');
    expect(await given()).to.equal(
      'DENY PARAMETER_STORE_VALUE_UNFIT: the parameter /fleet/Site is not well-formed Unicode',
    );
  });

  it('permits nobody by itself', async () => {
    const decision = await decide([ssmOverrides(localOptions(ssm.url))], anEvent());
    expect(verdictOf(decision)).to.equal('DENY_ERROR NO_CHECKS');
    expect(ssm.calls.GetParameters).to.equal(0);
  });

  it('tells its keys, and permissions for these parameters and no others', () => {
    const { hook } = hookAt(ssm.url, { keys: { Place: 'Site', Again: 'Site', Zone: 'a/zone' } });
    const { overrideKeys, permissions } = hook.describe();
    expect(overrideKeys).to.deep.equal(['Place', 'Again', 'Zone']);
    const arn = 'arn:aws:ssm:us-east-1:*:parameter';
    expect(permissions.map(({ action, resource }) => ({ action, resource }))).to.deep.equal([
      { action: 'ssm:GetParameters', resource: `${arn}/fleet/Site` },
      { action: 'ssm:GetParameters', resource: `${arn}/fleet/a/zone` },
    ]);
    const [anywhere] = ssmOverrides({ path: '/fleet', keys: ['Site'] }).permissions;
    expect(anywhere?.resource).to.equal('arn:aws:ssm:*:*:parameter/fleet/Site');
  });

  it('refuses options that name no parameter', () => {
    const make = ssmOverrides as (options?: unknown) => unknown;
    const path = '/fleet';
    const keys = ['Site'];
    for (const [options, fault] of [
      [undefined, /^OPTION_INVALID: .*"path"/],
      [{ path }, /^OPTION_INVALID: .*"keys"/],
      [{ path, keys: [] }, /^OPTION_INVALID: .*at least one/],
      [{ path, keys: {} }, /^OPTION_INVALID: .*at least one/],
      [{ path, keys: ['AWS::Region'] }, /^OPTION_INVALID: .*"keys\.0": .*belong to AWS IoT/],
      [{ path, keys: { 'AWS::Region': 'region' } }, /^OPTION_INVALID: .*belong to AWS IoT/],
      [{ path, keys: { Site: '/site' } }, /^OPTION_INVALID: .*"keys\.Site": no parameter/],
      [{ path, keys: { Site: 'site:3' } }, /^OPTION_INVALID: .*"keys\.Site": no parameter/],
      [{ path, keys: ['a b'] }, /^OPTION_INVALID: .*"keys\.0": no parameter/],
      [{ path, keys: Array.from({ length: 51 }, (_, n) => `K${n}`) }, /^OPTION_INVALID: .*50 keys/],
      [{ path: 'fleet', keys }, /^OPTION_INVALID: .*"path": must be "\/" before/],
      [{ path: '/', keys }, /^OPTION_INVALID: .*"path"/],
      [{ path: '/fleet/', keys }, /^OPTION_INVALID: .*"path"/],
      [{ path: '/a'.repeat(15), keys }, /^OPTION_INVALID: .*15 levels/],
      [{ path: `/${'a'.repeat(1_007)}`, keys }, /^OPTION_INVALID: .*1011 characters/],
      [
        { path, keys, softSeconds: 61, hardSeconds: 60 },
        /^OPTION_INVALID: .*softSeconds is longer/,
      ],
      [{ path, keys, timeoutMs: 5_000 }, /^OPTION_INVALID: .*"timeoutMs"/],
      [{ path, keys, missing: 'ignore' }, /^OPTION_INVALID: .*"missing"/],
      [{ path, keys, endpoint: 'fleet' }, /^OPTION_INVALID: .*"endpoint"/],
      [{ path, key: keys }, /^OPTION_UNKNOWN: .*"keys"\?/],
    ] as const) {
      expect(
        faultOf(() => make(options)),
        JSON.stringify(options),
      ).to.match(fault);
    }
  });
});
