import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeHook, defineHook, type Hook } from '@gangway/composition';
import { defineCheck, notApplicable, type Plugin, type PreProvisioningEvent } from '@gangway/core';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';
import { anEvent, fakeClock, makeCertificate, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { faultOf, now, verdictOf } from '../deciding.js';
import { asking, secondsNow, tokenFor, withToken } from './token-factory.js';

const spent = 'DENY_POLICY NONCE_SPENT';

/** Two certificates over one key, with one token that is right for both: all that a thief of a token could use. */
async function twoCertificates() {
  const [one, two] = [await makeCertificate(), await makeCertificate()];
  const [first, second] = [anEvent({ certificate: one }), anEvent({ certificate: two })];
  return { first, second };
}

const ledgers: Readonly<Record<string, (folder: string) => Plugin>> = {
  memory: () => memoryDeviceRegistry(),
  SQLite: (folder) =>
    sqliteDeviceRegistry({ path: join(folder, 'claims.db'), claimsOnly: true, create: true }),
};

for (const [name, ledger] of Object.entries(ledgers)) {
  describe(`device-token, once, with a ledger in ${name}`, () => {
    let folder = '';
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'gangway-token-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const hookOf = (clock: ReturnType<typeof fakeClock>, more: readonly Plugin[] = []): Hook =>
      composeHook(defineHook([ledger(folder), ...asking({ oneTime: true }), ...more]), {
        replace: [clock.plugin(), memoryLogger().plugin()],
      });
    const ask = async (hook: Hook, event: PreProvisioningEvent) =>
      verdictOf(await hook.decide(event));

    it('denies a token that brought another certificate aboard', async () => {
      const { first, second } = await twoCertificates();
      const token = tokenFor(first, await boundToKey());
      const hook = hookOf(fakeClock(now));
      expect(await ask(hook, withToken(first, token))).to.equal('ALLOW');
      expect(await ask(hook, withToken(second, token))).to.equal(spent);
      expect(await ask(hook, withToken(second, tokenFor(second)))).to.equal('ALLOW');
    });

    it('answers a repeat of the same certificate, with the same token and with a new one', async () => {
      const { first } = await twoCertificates();
      const hook = hookOf(fakeClock(now));
      expect(await ask(hook, withToken(first))).to.equal('ALLOW');
      const again = withToken(first);
      expect(await ask(hook, again)).to.equal('ALLOW');
      expect(await ask(hook, again)).to.equal('ALLOW');
      const changed = { ...again, parameters: { ...again.parameters, Colour: 'red' } };
      expect(await ask(hook, changed)).to.equal('DENY_POLICY REQUEST_CHANGED');
    });

    it('spends nothing on a request that is denied', async () => {
      const { first, second } = await twoCertificates();
      const token = tokenFor(first, await boundToKey());
      const clock = fakeClock(now);
      const unlike = hookOf(clock);
      expect(await ask(unlike, withToken({ ...first, clientId: '' }, token))).to.match(/^DENY/);
      expect(await ask(unlike, withToken(second, token))).to.equal('ALLOW');
    });

    it('remembers a token for as long as it could come through again', async () => {
      const { first, second } = await twoCertificates();
      const token = tokenFor(first, { ...(await boundToKey()), expiresAt: secondsNow });
      const clock = fakeClock(now);
      // Two seconds go by between the judgement and the commit.
      const slow = defineCheck('slow', () => {
        clock.advance(2_000);
        return notApplicable();
      });
      const hook = hookOf(clock, [slow]);
      expect(await ask(hook, withToken(first, token))).to.equal('ALLOW');
      // Received at the very last moment of the tolerance.
      clock.advance(58_000);
      expect(clock.now()).to.equal(now + 60_000);
      expect(await ask(hook, withToken(second, token))).to.equal(spent);
      expect(await ask(hook, withToken(second, token))).to.equal(
        'DENY_POLICY DEVICE_TOKEN_EXPIRED',
      );
    });
  });
}

describe('device-token, once', () => {
  it('needs a ledger, and without the option none', () => {
    expect(faultOf(() => composeHook(defineHook([...asking({ oneTime: true })])))).to.match(
      /^PORT_MISSING: .*ClaimLedger/,
    );
    expect(faultOf(() => composeHook(defineHook([...asking()])))).to.equal('none');
  });
});

/** Of the process's one key of this kind, which the certificates above share. */
async function boundToKey() {
  const { publicKey } = new X509Certificate((await makeCertificate()).pem);
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const boundTo = createHash('sha256').update(spki).digest('hex');
  return { binding: 'public-key' as const, boundTo };
}
