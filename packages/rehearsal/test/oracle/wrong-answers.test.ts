import { expect } from 'chai';
import type { Fate } from '../../dist/device/fate.js';
import type { AccountView } from '../../dist/oracle/account-view.js';
import type { Passage } from '../../dist/oracle/passage.js';
import { findWrongAnswers } from '../../dist/oracle/wrong-answers.js';

interface State {
  readonly active?: readonly string[];
  /** Thing name, certificate id. */
  readonly things?: readonly (readonly [string, string?])[];
  /** Policy name, certificate id. */
  readonly policies?: readonly (readonly [string, string])[];
}

function viewOf({ active = [], things = [], policies = [] }: State): AccountView {
  const isActive = (id: string) => active.includes(id);
  const certificatesOf = (name: string) =>
    things.flatMap(([thing, id]) => (thing === name && id !== undefined ? [id] : []));
  return {
    hasThing: (name) => things.some(([thing]) => thing === name),
    isActive,
    isAttached: (name, id) => certificatesOf(name).includes(id),
    attachmentsOf: (id) => ({
      things: things.filter(([, attached]) => attached === id).map(([name]) => name),
      policies: policies.filter(([, attached]) => attached === id).map(([name]) => name),
    }),
    thingsClaimedTwice: () =>
      [...new Set(things.map(([name]) => name))].filter(
        (name) => certificatesOf(name).filter(isActive).length > 1,
      ),
  };
}

const aboard = (certificateId: string, thingName: string): Fate => ({
  outcome: 'admitted',
  retries: 0,
  thingName,
  connected: true,
  certificateIds: [certificateId],
});

const refused = (...certificateIds: string[]): Fate => ({
  outcome: 'refused',
  reason: 'AccessDenied',
  retries: 0,
  connected: false,
  certificateIds,
});

const genuine = (serialNumber: string, fate: Fate): Passage => ({
  party: {
    kind: 'genuine',
    who: serialNumber,
    clientId: serialNumber,
    serialNumber,
    device: { serialNumber, keys: 'p-256' },
  },
  fate,
});

const clone = (serialNumber: string, fate: Fate): Passage => ({
  party: {
    kind: 'cloned-serial',
    who: 'cloned-serial-0001',
    variant: 'own-key',
    clientId: serialNumber,
    serialNumber,
  },
  fate,
});

const codes = (passages: readonly Passage[], state: State) =>
  findWrongAnswers(passages, viewOf(state)).map(({ who, code }) => `${who} ${code}`);

const device = genuine('A', aboard('c1', 'A'));
const sound: State = { active: ['c1'], things: [['A', 'c1']], policies: [['p', 'c1']] };

describe('findWrongAnswers', () => {
  it('finds nothing where each device is its own thing, and no impostor is any', () => {
    expect(codes([device, clone('A', refused('x1'))], sound)).to.deep.equal([]);
  });

  it('finds a device that was refused, with the reason', () => {
    const wrong = findWrongAnswers([genuine('A', refused('c1'))], viewOf({}));
    expect(wrong).to.deep.equal([
      { who: 'A', kind: 'genuine', code: 'REFUSED_GENUINE', detail: 'AccessDenied' },
    ]);
  });

  it('finds a device that came aboard only when it asked again', () => {
    const fate = { ...aboard('c1', 'A'), refusals: ['DEVICE_UNKNOWN'] };
    const account = viewOf({ active: ['c1'], things: [['A', 'c1']] });
    const [wrong, ...others] = findWrongAnswers([genuine('A', fate)], account);
    expect(wrong).to.include({ who: 'A', code: 'REFUSED_GENUINE' });
    expect(wrong?.detail).to.match(/^DEVICE_UNKNOWN; /);
    expect(others).to.deep.equal([]);
  });

  it('finds a device that was named and cannot connect', () => {
    const fate: Fate = { ...aboard('c1', 'A'), outcome: 'refused', connected: false };
    expect(codes([genuine('A', fate)], sound)).to.deep.equal(['A CANNOT_CONNECT']);
  });

  for (const [defect, state] of Object.entries<State>({
    'does not exist': { active: ['c1'] },
    'does not have its certificate': { active: ['c1'], things: [['A', 'c2']] },
    'has its certificate, which is not active': { things: [['A', 'c1']] },
  })) {
    it(`finds a device whose thing ${defect}, whatever it was told`, () => {
      expect(codes([device], state)).to.deep.equal(['A WRONG_THING']);
    });
  }

  it('finds two devices that are one thing', () => {
    const other = genuine('B', aboard('c2', 'A'));
    const state = {
      active: ['c1', 'c2'],
      things: [
        ['A', 'c1'],
        ['A', 'c2'],
      ],
    } as const;
    expect(codes([device, other], state)).to.deep.equal(['B WRONG_THING', 'B DOUBLE_CLAIM']);
  });

  it('finds an impostor that heard a no, and whose certificate is active on a thing', () => {
    const state = {
      active: ['c1', 'x1'],
      things: [
        ['A', 'c1'],
        ['X', 'x1'],
      ],
    } as const;
    expect(codes([device, clone('A', refused('x1', 'x2'))], state)).to.deep.equal([
      'cloned-serial-0001 ADMITTED_IMPOSTOR',
      'cloned-serial-0001 DOUBLE_CLAIM',
    ]);
  });

  it('finds an impostor whose certificate is active with a policy and no thing', () => {
    const state: State = { ...sound, active: ['c1', 'x1'], policies: [['p', 'x1']] };
    expect(codes([device, clone('A', refused('x1'))], state)).to.include(
      'cloned-serial-0001 ADMITTED_IMPOSTOR',
    );
  });

  it('finds an impostor that has a thing, its certificate not being active', () => {
    const state: State = {
      ...sound,
      things: [
        ['A', 'c1'],
        ['X', 'x1'],
      ],
    };
    expect(codes([device, clone('A', refused('x1'))], state)).to.include(
      'cloned-serial-0001 ADMITTED_IMPOSTOR',
    );
  });

  it('takes no offence at a policy on a certificate that is not active', () => {
    const state: State = { ...sound, policies: [['p', 'x1']] };
    expect(codes([device, clone('A', refused('x1'))], state)).to.deep.equal([]);
  });

  it('finds an impostor that was told a name without a certificate of its own', () => {
    const fate: Fate = { ...aboard('', 'A'), connected: false, certificateIds: [] };
    expect(codes([device, clone('A', fate)], sound)).to.include(
      'cloned-serial-0001 ADMITTED_IMPOSTOR',
    );
  });

  it('finds a thing with two active certificates, though one device has both', () => {
    const state = {
      active: ['c0', 'c1'],
      things: [
        ['A', 'c0'],
        ['A', 'c1'],
      ],
    } as const;
    expect(codes([device], state)).to.deep.equal(['A DOUBLE_CLAIM']);
  });

  it('takes no offence at an older certificate that is active no longer', () => {
    const state = {
      active: ['c1'],
      things: [
        ['A', 'c0'],
        ['A', 'c1'],
      ],
    } as const;
    expect(codes([device], state)).to.deep.equal([]);
  });

  it('finds a double claim of somebody else who joined', () => {
    const state: State = {
      active: ['c1', 'd1', 'd2'],
      things: [
        ['A', 'c1'],
        ['D', 'd1'],
        ['D', 'd2'],
      ],
    };
    expect(codes([device], state)).to.deep.equal(['D DOUBLE_CLAIM']);
  });

  it('names each impostor once for each code', () => {
    const state = {
      active: ['c1', 'x1'],
      things: [
        ['A', 'c1'],
        ['A', 'x1'],
      ],
    } as const;
    expect(codes([device, clone('A', aboard('x1', 'A'))], state)).to.deep.equal([
      'cloned-serial-0001 ADMITTED_IMPOSTOR',
      'cloned-serial-0001 DOUBLE_CLAIM',
    ]);
  });
});
