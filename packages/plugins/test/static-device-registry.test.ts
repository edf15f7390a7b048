import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { composeHook, defineHook } from '@gangway/composition';
import { type DeviceRecord, DeviceRegistry, PortError } from '@gangway/core';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';
import { anEvent, fakeClock, memoryLogger } from '@gangway/testing';
import { deviceRegistryContract } from '@gangway/testing/contracts';
import { expect } from 'chai';
import { faultOf, verdictOf } from './deciding.js';

type Options = Parameters<typeof staticDeviceRegistry>[0];
const { signal } = new AbortController();

/** The registry alone, as the container would make it. */
function registryOf(options: Options): DeviceRegistry {
  const [provision] = staticDeviceRegistry(options).provides;
  expect(provision?.token).to.equal(DeviceRegistry);
  return provision?.create({}) as DeviceRegistry;
}

describe('static-device-registry', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gangway-devices-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function fileOf(name: string, content: string | Buffer): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }

  const faultOfFile = async (options: Options): Promise<PortError> => {
    const error = await registryOf(options)
      .find('SN-0001', { signal })
      .catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(PortError);
    return error as PortError;
  };

  const header = 'serialNumber,site,state\n';
  const csv = (devices: readonly DeviceRecord[]) =>
    header +
    devices
      .map(({ id, state, attributes }) => `${id},${attributes.site ?? ''},${state}\n`)
      .join('');
  const csvOptions = { idColumn: 'serialNumber', stateColumn: 'state' };

  deviceRegistryContract('static, a list', (devices) => registryOf({ devices }));
  deviceRegistryContract('static, a JSON file', async (devices) =>
    registryOf({ file: await fileOf('contract.json', JSON.stringify(devices)) }),
  );
  deviceRegistryContract('static, a CSV file', async (devices) =>
    registryOf({ file: await fileOf('contract.csv', csv(devices)), ...csvOptions }),
  );

  it('fills in what a list leaves out', async () => {
    const registry = registryOf({ devices: [{ id: 'SN-0001' }] });
    expect(await registry.find('SN-0001', { signal })).to.deep.equal({
      id: 'SN-0001',
      state: 'expected',
      attributes: {},
    });
  });

  it('reads claim certificates, templates and batch, times as people write them', async () => {
    const claim = 'ab'.repeat(32);
    const device = {
      id: 'SN-0001',
      claimCertificateIds: [claim],
      templates: ['first-fleet'],
      batch: { id: 'B1', notBefore: '2026-01-31T00:00:00Z', notAfter: 1_800_000_000_000 },
    };
    const file = await fileOf('full.json', JSON.stringify([device]));
    for (const registry of [registryOf({ devices: [device] }), registryOf({ file })]) {
      expect(await registry.find('SN-0001', { signal })).to.deep.equal({
        ...device,
        state: 'expected',
        attributes: {},
        batch: { id: 'B1', notBefore: Date.UTC(2026, 0, 31), notAfter: 1_800_000_000_000 },
      });
    }
  });

  it('takes every other column of a CSV file as an attribute, and an empty cell as none', async () => {
    const text =
      '\ufeffserialNumber,site,note\r\nSN-0001,"Oslo, north"," x "\r\n\r\nSN-0002,,y\r\n';
    const file = pathToFileURL(await fileOf('devices.csv', text));
    const registry = registryOf({ file, idColumn: 'serialNumber' });
    expect((await registry.find('SN-0001', { signal }))?.attributes).to.deep.equal({
      site: 'Oslo, north',
      note: ' x ',
    });
    expect((await registry.find('SN-0002', { signal }))?.attributes).to.deep.equal({ note: 'y' });
  });

  describe('a file with a fault is REGISTRY_UNREADABLE, with file and line', () => {
    for (const [what, text, message] of [
      [
        'a doubled id',
        'serialNumber,site\nSN-0001,a\n\nSN-0001,b\n',
        /line 4: .*"SN-0001" is there/,
      ],
      ['an empty id', 'serialNumber,site\nSN-0001,a\n,b\n', /line 3, "id": an id is not empty/],
      ['a space around an id', 'serialNumber\nSN-0001\nSN-0002 \n', /line 3, "id": .*no space/],
      ['a missing column', 'serial,site\nSN-0001,a\n', /line 1: .*"serialNumber".* serial, site/],
      ['a doubled column', 'serialNumber,site,site\n', /line 1: .*"site" is there twice/],
      ['a column without a name', 'serialNumber,\nSN-0001,a\n', /line 1: a column has no name/],
      ['a reserved column', 'serialNumber,__proto__\nSN-0001,a\n', /line 2, "attributes"/],
      ['a row too short', 'serialNumber,site\nSN-0001\n', /line 2/],
      ['an open quote', 'serialNumber,site\nSN-0001,"a\n', /line 2/],
      ['nothing', '', /line 1: there is no column "serialNumber"/],
      [
        'an attribute longer than a parameter may be',
        `serialNumber,site\nSN-0001,${'x'.repeat(4_096)}\nSN-0002,${'x'.repeat(4_097)}\n`,
        /line 3, "attributes\.site"/,
      ],
    ] as const) {
      it(`CSV: ${what}`, async () => {
        const file = await fileOf('faulty.csv', text);
        const error = await faultOfFile({ file, idColumn: 'serialNumber' });
        expect(error.code).to.equal('REGISTRY_UNREADABLE');
        expect(error.message).to.include('faulty.csv').and.match(message);
      });
    }

    it('a file over 16 MB, even if all of it is JSON', async () => {
      const file = await fileOf('large.json', `[]${' '.repeat(16_000_000)}`);
      const error = await faultOfFile({ file });
      expect(error.code).to.equal('REGISTRY_UNREADABLE');
      expect(error.message).to.match(/large\.json: over 16000000 bytes/);
      await rm(file);
    });

    it('CSV: a state that does not exist', async () => {
      const file = await fileOf('state.csv', `${header}SN-0001,a,Blocked\n`);
      const error = await faultOfFile({ file, ...csvOptions });
      expect(error.message).to.match(/line 2, "state"/);
    });

    for (const [what, text, message] of [
      ['no JSON', '[{', /it is not JSON/],
      ['no array', '{"id":"SN-0001"}', /not a JSON array/],
      ['a doubled id', '[{"id":"a"},{"id":"a"}]', /device 2: .*there twice/],
      ['a misspelt field', '[{"id":"a","stat":"blocked"}]', /device 1, "stat"/],
      ['a state that does not exist', '[{"id":"a","state":"new"}]', /device 1, "state"/],
      ['an id that is no text', '[{"id":1}]', /device 1, "id"/],
      [
        'a time without a zone',
        '[{"id":"a","batch":{"id":"b","notAfter":"2026-01-01"}}]',
        /neither/,
      ],
      ['Latin-1', Buffer.from('[{"id":"\xe9"}]', 'latin1'), /not UTF-8/],
    ] as const) {
      it(`JSON: ${what}`, async () => {
        const error = await faultOfFile({ file: await fileOf('faulty.json', text) });
        expect(error.code).to.equal('REGISTRY_UNREADABLE');
        expect(error.message).to.include('faulty.json').and.match(message);
      });
    }
  });

  it('opens nothing when composed, reads a file once, and never remembers a failure', async () => {
    const file = join(folder, 'late.json');
    const definition = defineHook([
      staticDeviceRegistry({ file }),
      registeredDevice({ serialNumber: 'SerialNumber' }),
    ]);
    const logger = memoryLogger();
    const hook = composeHook(definition, { replace: [fakeClock().plugin(), logger.plugin()] });
    const ask = async () => verdictOf(await hook.decide(anEvent({ serialNumber: 'SN-0001' })));

    await hook.prepare();
    expect(await ask()).to.equal('DENY_ERROR REGISTRY_UNREADABLE');
    await fileOf('late.json', '[{"id":"SN-0001"}]');
    expect(await ask()).to.equal('ALLOW');
    await rm(file);
    expect(await ask()).to.equal('ALLOW');
  });

  it('is ready after prepare, and one reading serves all who ask at once', async () => {
    const file = await fileOf('once.json', '[{"id":"SN-0001"}]');
    const plugin = staticDeviceRegistry({ file });
    await plugin.preparations[0]?.prepare({}, signal);
    await rm(file);
    const registry = plugin.provides[0]?.create({}) as DeviceRegistry;
    const found = await Promise.all(
      ['SN-0001', 'SN-0001', 'SN-0002'].map((id) => registry.find(id, { signal })),
    );
    expect(found.map((record) => record?.id)).to.deep.equal(['SN-0001', 'SN-0001', undefined]);
  });

  it('refuses options that are none, or both, or of no known format', () => {
    const make = staticDeviceRegistry as (options?: unknown) => unknown;
    for (const [options, fault] of [
      [undefined, /^OPTION_INVALID: .*either devices or file/],
      [{ devices: [], file: 'devices.json' }, /^OPTION_INVALID: .*either devices or file/],
      [{ device: [] }, /^OPTION_UNKNOWN: .*"devices"\?/],
      [{ file: 'devices.txt' }, /^OPTION_INVALID: .*"file": must end in \.csv or \.json/],
      [{ file: new URL('https://example.com/devices.json') }, /^OPTION_INVALID: .*file: URL/],
      [{ file: 'devices.csv' }, /^OPTION_INVALID: .*a CSV file needs idColumn/],
      [{ file: 'devices.json', idColumn: 'id' }, /^OPTION_INVALID: .*belong to a CSV file/],
      [{ devices: [{ id: 'a' }, { id: 'a' }] }, /^OPTION_INVALID: .*"devices": device 2: .*twice/],
      [
        { devices: [{ id: 'a', attributes: { Site: 'x'.repeat(4_097) } }] },
        /^OPTION_INVALID: .*device 1, "attributes\.Site"/,
      ],
      [
        { devices: [{ id: 'a', templates: ['first fleet'] }] },
        /^OPTION_INVALID: .*not the name of/,
      ],
      [
        { devices: [{ id: 'a', templates: ['x'.repeat(37)] }] },
        /^OPTION_INVALID: .*not the name of/,
      ],
      [{ devices: [{ id: '' }] }, /^OPTION_INVALID: .*device 1, "id": an id is not empty/],
      [
        { devices: [{ id: 'a', attributes: { Site: 1 } }] },
        /^OPTION_INVALID: .*"attributes\.Site"/,
      ],
    ] as const) {
      expect(
        faultOf(() => make(options)),
        JSON.stringify(options),
      ).to.match(fault);
    }
  });
});
