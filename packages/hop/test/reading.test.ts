import { randomBytes } from 'node:crypto';
import { GangwayError } from '@gangway/core';
import {
  type HopKey,
  hopKeyRing,
  isWithinWindow,
  newCallId,
  parseCallId,
  readHopKey,
  readSignature,
  signCall,
} from '@gangway/hop';
import { expect } from 'chai';
import fc from 'fast-check';

const key = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('a key of the hop', () => {
  const wrong: readonly (readonly [string, unknown])[] = [
    ['no text', 7],
    ['without its prefix', key.slice('whsec_'.length)],
    ['of 23 octets', `whsec_${Buffer.alloc(23).toString('base64')}`],
    ['of 65 octets', `whsec_${Buffer.alloc(65).toString('base64')}`],
    ['without its padding', key.replace(/=+$/, '')],
    ['with base64url digits', `whsec_${'-_'.repeat(16)}`],
    ['with bits that belong to no octet', key.replace(/c=$/, 'd=')],
    ['with a line break', `${key}\n`],
  ];
  for (const [what, text] of wrong) {
    it(`is refused ${what}, and its text is not told`, () => {
      expect(() => readHopKey(text))
        .to.throw(GangwayError)
        .that.satisfies(
          ({ code, message }: GangwayError) =>
            code === 'HOP_KEY_INVALID' &&
            !message.includes(String(text).slice(8, 20) || String(text)),
        );
    });
  }

  for (const octets of [24, 32, 64]) {
    it(`may have ${octets} octets`, () => {
      expect(() => readHopKey(`whsec_${randomBytes(octets).toString('base64')}`)).to.not.throw();
    });
  }
});

describe('a ring of keys', () => {
  it('takes one to eight', () => {
    for (const keys of [[], Array.from({ length: 9 }, () => key)]) {
      expect(() => hopKeyRing(keys))
        .to.throw(GangwayError)
        .with.property('code', 'HOP_KEYS_INVALID');
    }
    expect(hopKeyRing(Array.from({ length: 8 }, () => key)).current()).to.have.length(8);
  });

  it('knows of a key that takes the place of another in the same array', () => {
    const texts = [key];
    const ring = hopKeyRing(() => texts);
    const [old] = ring.current() as readonly HopKey[];
    texts[0] = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
    const signed = { id: newCallId('event', 1), timestamp: 1, body: '{}' };
    const [held] = ring.current() as readonly HopKey[];
    if (old === undefined || held === undefined) throw new Error('no key');
    expect(signCall([held], signed)).to.not.deep.equal(signCall([old], signed));
  });

  it('asks a function for each call, and reads the same texts once', async () => {
    let texts: readonly string[] = [key];
    const ring = hopKeyRing(async () => texts);
    const first = await ring.current();
    expect(await ring.current()).to.equal(first);
    texts = [...texts];
    expect(await ring.current()).to.equal(first);
    texts = [key, key];
    expect(await ring.current()).to.have.length(2);
  });
});

describe('the id of a call', () => {
  it('tells purpose and budget', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('event' as const, 'presence' as const),
        fc.integer({ min: 0, max: 99_999 }),
        (purpose, budgetMs) => {
          expect(parseCallId(newCallId(purpose, budgetMs))).to.deep.equal({ purpose, budgetMs });
        },
      ),
    );
  });

  it('holds a budget between 0 and 99,999 whole milliseconds', () => {
    for (const [given, held] of [
      [-1, 0],
      [0.9, 0],
      [4_320.9, 4_320],
      [1e9, 99_999],
    ] as const) {
      expect(parseCallId(newCallId('event', given))?.budgetMs).to.equal(held);
    }
  });

  it('is another each time', () => {
    const ids = new Set(Array.from({ length: 1_000 }, () => newCallId('event', 1)));
    expect(ids.size).to.equal(1_000);
  });

  it('is nothing else', () => {
    const random = 'ab'.repeat(16);
    for (const id of [
      '',
      `event_4320_${random}0`,
      `event_4320_${random.toUpperCase()}`,
      `event_04320_${random}`,
      `event_-1_${random}`,
      `event_1e3_${random}`,
      `event_100000_${random}`,
      `Event_4320_${random}`,
      `lifecycle_4320_${random}`,
      `event_4320_${random}\n`,
    ]) {
      expect(parseCallId(id), id).to.equal(undefined);
    }
  });
});

describe('the headers of a signature', () => {
  const signature = `v1,${Buffer.alloc(32, 1).toString('base64')}`;
  const good: Readonly<Record<string, readonly string[]>> = {
    'webhook-id': ['event_1_ab'],
    'webhook-timestamp': ['1893456000'],
    'webhook-signature': [signature],
  };
  const read = (headers: Readonly<Record<string, readonly string[]>>) =>
    readSignature((name) => headers[name] ?? []);

  it('are read', () => {
    expect(read(good)).to.deep.equal({
      id: 'event_1_ab',
      timestamp: 1_893_456_000,
      signatures: [Buffer.alloc(32, 1)],
    });
  });

  it('are missing where none is there', () => {
    expect(read({})).to.equal('missing');
  });

  for (const name of Object.keys(good)) {
    it(`are malformed without ${name}, and where it comes twice`, () => {
      expect(read({ ...good, [name]: [] })).to.equal('malformed');
      const [value = ''] = good[name] ?? [];
      expect(read({ ...good, [name]: [value, value] })).to.equal('malformed');
      expect(read({ ...good, [name]: [`${value}, ${value}`] })).to.equal('malformed');
    });
  }

  const wrong: readonly (readonly [string, string])[] = [
    ['webhook-id', ''],
    ['webhook-id', 'a.b'],
    ['webhook-id', 'a'.repeat(129)],
    ['webhook-timestamp', '0'],
    ['webhook-timestamp', '1893456000.5'],
    ['webhook-timestamp', '-1893456000'],
    ['webhook-timestamp', '01893456000'],
    ['webhook-timestamp', '1e9'],
    ['webhook-timestamp', '0x7'],
    ['webhook-timestamp', ' 1893456000'],
    ['webhook-signature', ''],
    ['webhook-signature', signature.slice(3)],
    ['webhook-signature', `v2,${signature.slice(3)}`],
    ['webhook-signature', `${signature}  ${signature}`],
    ['webhook-signature', `${signature} `],
    ['webhook-signature', signature.replace(/E=$/, 'F=')],
    ['webhook-signature', Array.from({ length: 9 }, () => signature).join(' ')],
    ['webhook-signature', `v1,${Buffer.alloc(31).toString('base64')}`],
  ];
  for (const [name, value] of wrong) {
    it(`are malformed with ${name} of ${JSON.stringify(value.slice(0, 60))}`, () => {
      expect(read({ ...good, [name]: [value] })).to.equal('malformed');
    });
  }
});

describe("a signature's time", () => {
  it('is 30 seconds from now at most, either way', () => {
    const now = 1_893_456_000_500;
    for (const [seconds, within] of [
      [-31, false],
      [-30, true],
      [0, true],
      [30, true],
      [31, false],
      [Number.NaN, false],
    ] as const) {
      expect(isWithinWindow(1_893_456_000 + seconds, now), String(seconds)).to.equal(within);
    }
  });
});
