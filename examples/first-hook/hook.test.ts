// How a team tests it, in mocha.
import { readdir, readFile } from 'node:fs/promises';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';
import { anEvent, makeCertificate, type RunningHook, startHook } from '@gangway/testing';
import { expect } from 'chai';
import hook from './hook.js';

describe('the first hook', () => {
  let running: RunningHook;
  before(async () => {
    running = await startHook(hook);
  });
  after(() => running.close());

  it('lets a registered device aboard and tells it its site', async () => {
    expect(await running.invoke(anEvent({ serialNumber: 'SN-0001' }))).to.deep.equal({
      allowProvisioning: true,
      parameterOverrides: { Site: 'Oslo' },
    });
  });

  it('refuses a stranger, and keeps the reason at home', async () => {
    expect(await running.invoke(anEvent({ serialNumber: 'SN-9999' }))).to.deep.equal({
      allowProvisioning: false,
      parameterOverrides: {},
    });
    expect(running.decisions.at(-1)?.reason?.code).to.equal('DEVICE_UNKNOWN');
  });

  for (const key of ['rsa-2048', 'rsa-4096', 'p-256', 'p-384'] as const) {
    it(`takes a certificate with a key of kind ${key}`, async () => {
      const certificate = await makeCertificate({ key });
      const event = anEvent({ serialNumber: 'SN-0002', certificate });
      expect(await running.invoke(event)).to.have.property('allowProvisioning', true);
    }).timeout(30_000);
  }

  for (const key of ['rsa-1024', 'p-521', 'ed25519'] as const) {
    it(`refuses a certificate with a key of kind ${key}`, async () => {
      const certificate = await makeCertificate({ key });
      const event = anEvent({ serialNumber: 'SN-0002', certificate });
      expect(await running.invoke(event)).to.have.property('allowProvisioning', false);
      expect(running.decisions.at(-1)?.reason?.code).to.match(/^CERTIFICATE_/);
    });
  }

  it('refuses another template', async () => {
    const templateArn = 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/second-fleet';
    await running.invoke(anEvent({ templateArn }));
    expect(running.decisions.at(-1)?.reason?.code).to.equal('TEMPLATE_NOT_ALLOWED');
  });

  const expected = {
    'allowed.json': 'ALLOW',
    'other-template.json': 'TEMPLATE_NOT_ALLOWED',
    'unknown-device.json': 'DEVICE_UNKNOWN',
    'wrong-certificate-id.json': 'CERTIFICATE_ID_MISMATCH',
  };
  it('decides about each event in events/ as its name says', async () => {
    const folder = new URL('./events/', import.meta.url);
    const codes: Record<string, string> = {};
    for (const file of await readdir(folder)) {
      await running.invoke(JSON.parse(await readFile(new URL(file, folder), 'utf8')));
      codes[file] = running.decisions.at(-1)?.reason?.code ?? 'ALLOW';
    }
    expect(codes).to.deep.equal(expected);
  });

  it('runs with another registry in a test, the rest unchanged', async () => {
    const devices = [{ id: 'SN-0100', attributes: { site: 'Hamar' } }];
    const other = await startHook(hook, { replace: [staticDeviceRegistry({ devices })] });
    const answer = await other.invoke(anEvent({ serialNumber: 'SN-0100' }));
    await other.close();
    expect(answer.parameterOverrides).to.deep.equal({ Site: 'Hamar' });
  });
});
