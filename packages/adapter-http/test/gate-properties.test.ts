import { expect } from 'chai';
import fc from 'fast-check';
import { key, type SignedCall, tell } from './caller.js';
import { container } from './container.js';

const url = 'http://hook/events';

describe('a signed call that was changed on its way', () => {
  const { handle, call, clock, records } = container();
  const refuses = async (good: SignedCall, changed: SignedCall) => {
    const told = await tell(handle, url, changed);
    expect(told.status).to.equal(401);
    expect(told.body).to.deep.include({ allowProvisioning: false, parameterOverrides: {} });
    expect(told.sealed).to.equal(false);
    expect(records.at(-1)?.outcome).to.equal('DENY_POLICY');
    // Of so many in one second most would not be recorded.
    clock.advance(1_000);
    // What was refused has not used up its id.
    expect((await tell(handle, url, good)).body.allowProvisioning).to.equal(true);
  };

  it('is refused with any octet of its body changed, taken out or put in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        fc.constantFrom('change', 'take out', 'put in'),
        async (place, by, how) => {
          const good = call();
          const octets = Buffer.from(good.body);
          const at = place % octets.length;
          const made = {
            change: () => octets.map((octet, index) => (index === at ? octet ^ by : octet)),
            'take out': () => Buffer.concat([octets.subarray(0, at), octets.subarray(at + 1)]),
            'put in': () =>
              Buffer.concat([octets.subarray(0, at), Buffer.from([by]), octets.subarray(at)]),
          }[how]();
          await refuses(good, { ...good, body: new Uint8Array(made) });
        },
      ),
      { numRuns: 300 },
    );
  });

  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
  const values = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.stringMatching(/^event_\d{1,5}_[0-9a-f]{32}$/),
    fc.integer({ min: 1, max: 2 ** 33 }).map(String),
    fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((octets) => `v1,${Buffer.from(octets).toString('base64')}`),
  );

  it('is refused with any value of a header put in the place of another, and with none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.option(values), async (name, value) => {
        const good = call();
        const headers: Record<string, string> = { ...good.headers };
        fc.pre(value?.trim() !== headers[name]);
        if (value === null) delete headers[name];
        else headers[name] = value;
        await refuses(good, { ...good, headers });
      }),
      { numRuns: 500 },
    );
  });

  it('is refused with any character of a header changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.integer({ min: 0x21, max: 0x7e }),
        async (name, place, code) => {
          const good = call();
          const value = good.headers[name];
          const at = place % value.length;
          const other = String.fromCharCode(code);
          fc.pre(value[at] !== other);
          const changed = value.slice(0, at) + other + value.slice(at + 1);
          await refuses(good, { ...good, headers: { ...good.headers, [name]: changed } });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is refused with the headers of another call', async () => {
    for (const name of names) {
      const good = call();
      // Of another second and another budget, so that none of the three is the same.
      const other = call({ now: Date.parse('2030-01-01T00:00:12Z'), budgetMs: 900, keys: [key] });
      const headers = { ...good.headers, [name]: other.headers[name] };
      await refuses(good, { ...good, headers });
    }
  });
});
