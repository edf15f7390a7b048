import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { composeHook, defineHook, type Hook } from '@gangway/composition';
import {
  type ClaimLedger,
  type Clock,
  claimDevice,
  type DeviceFilter,
  definePlugin,
  type Plugin,
} from '@gangway/core';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';
import { anEvent, fakeClock, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { faultOf, verdictOf } from '../deciding.js';
import { entryFor, expected, faultIn, realClock, registryFile, signal } from './registry-file.js';

/** Claims the device that the request names, as a plugin of intents does. */
const claiming = definePlugin({
  name: 'claiming',
  build: () => ({
    intents: ({ parameters }) => [claimDevice(parameters.SerialNumber ?? '')],
    parameters: ['SerialNumber'],
  }),
});

function hookOn(registry: Plugin, ...more: readonly Plugin[]): Hook {
  const definition = defineHook([
    ...more,
    registry,
    registeredDevice({ serialNumber: 'SerialNumber' }),
    registryOverrides({ keys: ['Site'] }),
    claiming(),
  ]);
  return composeHook(definition, {
    replace: [fakeClock().plugin(), memoryLogger().plugin()],
  });
}

describe('sqlite-device-registry', () => {
  const { path, open } = registryFile();

  it('lets hooks that share a file see what each other did', async () => {
    await open().inventory.put([{ record: expected('SN-0001') }], { signal });
    const [first, second] = [1, 2].map(() => hookOn(sqliteDeviceRegistry({ path: path() })));
    const event = anEvent();
    expect(verdictOf((await first?.decide(event)) as never)).to.equal('ALLOW');
    expect(verdictOf((await second?.decide(event)) as never), 'a repeat').to.equal('ALLOW');
    const other = (await second?.decide(anEvent())) as never;
    expect(verdictOf(other)).to.match(/^DENY_POLICY (DEVICE_CLAIMED|DEVICE_STATE)/);
    expect((await open().inventory.show('SN-0001', { signal }))?.claim?.certificateId).to.equal(
      event.certificateId,
    );
  });

  it('opens nothing when composed, and is ready after prepare', async () => {
    const hook = hookOn(sqliteDeviceRegistry({ path: path(), create: true }));
    expect(statSync(path(), { throwIfNoEntry: false })).to.equal(undefined);
    await hook.prepare();
    expect(statSync(path()).isFile()).to.equal(true);
    expect(verdictOf(await hook.decide(anEvent()))).to.equal('DENY_POLICY DEVICE_UNKNOWN');
  });

  it('denies with an error of ours where the file is missing, and goes on once it is there', async () => {
    const hook = hookOn(sqliteDeviceRegistry({ path: path() }));
    await hook.prepare();
    expect(verdictOf(await hook.decide(anEvent()))).to.equal('DENY_ERROR STORE_UNAVAILABLE');
    await open().inventory.put([{ record: expected('SN-0001') }], { signal });
    expect(verdictOf(await hook.decide(anEvent()))).to.equal('ALLOW');
  });

  it('has its statements ready after prepare: what they lack is told there', async () => {
    for (const [table, claimsOnly] of [
      ['device', false],
      ['block', false],
      ['block', true],
    ] as const) {
      const file = `${path()}-${table}-${claimsOnly}`;
      const store = open({ path: file });
      await store.inventory.stats({ signal });
      await store.close();
      const database = new DatabaseSync(file);
      database.exec(`DROP TABLE ${table}`);
      database.close();
      const [preparation] = sqliteDeviceRegistry({ path: file, claimsOnly }).preparations;
      const prepared = preparation?.prepare({ clock: realClock }, signal);
      expect(await faultIn(Promise.resolve(prepared))).to.match(
        new RegExp(`^STORE_CORRUPT: .*no such table: ${table}`),
      );
    }
  });

  it('keeps claims alone where another plugin knows the devices', async () => {
    const devices = [{ id: 'SN-0001', attributes: { Site: 'Oslo' } }];
    const claims = sqliteDeviceRegistry({ path: path(), claimsOnly: true, create: true });
    const hook = hookOn(claims, staticDeviceRegistry({ devices }));
    expect(verdictOf(await hook.decide(anEvent()))).to.equal('ALLOW');
    expect(verdictOf(await hook.decide(anEvent()))).to.equal('DENY_POLICY DEVICE_CLAIMED');
    // Of what stands in the other registry its claims are seen, and no device is counted.
    const { inventory } = open();
    const shown = await inventory.show('SN-0001', { signal });
    expect(shown?.record).to.deep.equal({ id: 'SN-0001', state: 'claimed', attributes: {} });
    const ids = async (filter: DeviceFilter): Promise<readonly string[]> => {
      const found: string[] = [];
      for await (const { record } of inventory.list(filter, { signal })) found.push(record.id);
      return found;
    };
    expect(await ids({ unconfirmed: true })).to.deep.equal(['SN-0001']);
    expect(await ids({ unconfirmed: true, state: 'claimed' })).to.deep.equal(['SN-0001']);
    expect(await ids({ unconfirmed: true, batch: 'w1' })).to.deep.equal([]);
    expect(await ids({})).to.deep.equal([]);
    expect((await inventory.stats({ signal })).devices).to.equal(0);
  });

  it('answers 1,000 repeats alike, byte for byte, and again from a file that was opened anew', async () => {
    const answer = {
      zone: { source: 'a', value: 'ß "\u{1f6a2}"\u2028\ud800' },
      10: { source: 'b', version: '1' },
      2: { source: 'c', value: '' },
    };
    const entry = entryFor('a', 'SN-1', { answer });
    const first = open();
    expect((await first.ledger.commit(entry, { signal })).kind).to.equal('committed');
    const texts = new Set<string>();
    const ask = async (ledger: ClaimLedger) => {
      const result = await ledger.commit({ ...entry, answer: {} }, { signal });
      texts.add(JSON.stringify(result.kind === 'replay' ? result.answer : result));
    };
    for (let n = 0; n < 1_000; n += 1) await ask(first.ledger);
    await first.close();
    for (let n = 0; n < 5; n += 1) {
      const again = open();
      await ask(again.ledger);
      await again.close();
    }
    expect([...texts]).to.deep.equal([JSON.stringify(answer)]);
  });

  it('has one store for the ports of a hook, and one for each hook', () => {
    const [registry] = sqliteDeviceRegistry({ path: path() }).provides;
    const make = (clock: Clock) => registry?.create({ clock });
    expect(make(realClock)).to.equal(make(realClock));
    expect(make(realClock)).to.not.equal(make(fakeClock()));
  });

  it('asks for no permission of AWS', () => {
    expect(sqliteDeviceRegistry({ path: path() }).permissions).to.deep.equal([]);
  });

  it('refuses options that are none', () => {
    const make = sqliteDeviceRegistry as (options?: unknown) => unknown;
    for (const [options, fault] of [
      [undefined, /^OPTION_INVALID: .*"path"/],
      [{ path: '' }, /^OPTION_INVALID: .*"path"/],
      [{ path: new URL('https://example.com/a.db') }, /^OPTION_INVALID: .*file: URL/],
      [{ path: 'a.db', busyTimeoutMs: -1 }, /^OPTION_INVALID: .*"busyTimeoutMs"/],
      [{ path: 'a.db', creat: true }, /^OPTION_UNKNOWN: .*"create"\?/],
    ] as const) {
      expect(
        faultOf(() => make(options)),
        JSON.stringify(options),
      ).to.match(fault);
    }
  });
});
