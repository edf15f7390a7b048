import type { ImpostorKind } from '@gangway/rehearsal';
import { expect } from 'chai';
import fc from 'fast-check';
import { takeReasons } from '../../dist/impostor/settled-reason.js';

const taken = (
  kind: ImpostorKind,
  hookTells: boolean,
  given: string[],
  { variant = '', attempts = 12 } = {},
) => {
  const reasons = takeReasons({ kind, variant }, { hookTells, attempts });
  for (const reason of given) reasons.add(reason);
  return reasons;
};

describe('takeReasons', () => {
  it('takes a reason for settled when it came twice', () => {
    expect(taken('cloned-serial', true, ['DEVICE_CLAIMED']).settled()).to.equal(false);
    expect(taken('cloned-serial', true, ['DEVICE_CLAIMED', 'DEVICE_CLAIMED']).settled()).to.equal(
      true,
    );
    expect(taken('cloned-serial', true, ['DEVICE_CLAIMED', 'DEVICE_UNKNOWN']).settled()).to.equal(
      false,
    );
  });

  it('doubts what a fault can look like until it came four times', () => {
    const three = ['NOT_CONNECTED', 'NOT_CONNECTED', 'NOT_CONNECTED'];
    expect(taken('stolen-claim', false, three).settled()).to.equal(false);
    const four = taken('stolen-claim', false, [...three, 'NOT_CONNECTED']);
    expect(four.settled()).to.equal(true);
    expect(four.verdict()).to.equal('NOT_CONNECTED');
    expect(four.faults()).to.equal(0);
  });

  it('doubts it the longer the more faults there are', () => {
    const cut = Array.from({ length: 16 }, () => 'CUT_OFF');
    expect(taken('cloned-serial', true, cut, { attempts: 52 }).settled()).to.equal(false);
    const told = [...cut, 'DEVICE_CLAIMED', 'DEVICE_CLAIMED'];
    expect(taken('cloned-serial', true, told, { attempts: 52 }).verdict()).to.equal(
      'DEVICE_CLAIMED',
    );
  });

  it('counts as faults what was not the reason in the end', () => {
    const given = ['NO_REPLY', 'DEVICE_CLAIMED', 'NO_REPLY', 'NO_REPLY', 'DEVICE_CLAIMED'];
    expect(taken('cloned-serial', true, given).faults()).to.equal(3);
  });

  it('gives the same verdict whatever faults came between', () => {
    const faults = fc.array(
      fc.constantFrom('NO_REPLY', 'CUT_OFF', 'BROKER_AWAY', 'AccessDenied', 'NOT_CONNECTED'),
    );
    fc.assert(
      fc.property(faults, faults, (before, after) => {
        const given = [...before, 'DEVICE_UNKNOWN', ...after];
        expect(taken('unknown-serial', true, given).verdict()).to.equal('DEVICE_UNKNOWN');
      }),
    );
  });

  it('is sure of a bare refusal where the hook tells nothing, and doubts it where it tells', () => {
    const twice = ['AccessDenied', 'AccessDenied'];
    expect(taken('unknown-serial', false, twice).settled()).to.equal(true);
    expect(taken('unknown-serial', true, twice).settled()).to.equal(false);
  });

  it('is sure of a refused token where it was tampered with or used, and doubts it elsewhere', () => {
    const twice = ['InvalidCertificateOwnershipToken', 'InvalidCertificateOwnershipToken'];
    expect(taken('tampered-token', true, twice).settled()).to.equal(true);
    const used = { variant: 'same-request' };
    expect(taken('replay', true, twice, used).settled()).to.equal(true);
    const own = { variant: 'own-certificate' };
    expect(taken('replay', true, twice, own).settled()).to.equal(false);
    expect(taken('cloned-serial', true, twice).settled()).to.equal(false);
  });
});
