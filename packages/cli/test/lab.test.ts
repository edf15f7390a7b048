import { spawnSync } from 'node:child_process';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeHook, defineHook } from '@gangway/composition';
import { type Certificate, nodeCryptoCertificateReader } from '@gangway/core';
import { factoryIdentity } from '@gangway/plugins/factory-identity';
import { anEvent, fakeClock, makeCertificate, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { run } from '../dist/run.js';
import { heldIo, runGangway } from './run-in-process.js';

const kinds = ['p-256', 'p-384', 'rsa-2048', 'ed25519'];

function certificateIn(path: string): Certificate {
  const reading = nodeCryptoCertificateReader().read(readFileSync(path, 'utf8'));
  if (reading.kind === 'refused') throw new Error(`${path}: ${reading.code}: ${reading.detail}`);
  return reading.certificate;
}

describe('gangway lab', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'gangway-lab-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const factoryIn = async (name: string, ...options: readonly string[]) => {
    const out = join(folder, name);
    const ended = await runGangway(['lab', 'factory', '--out', out, ...options]);
    return { out, ...ended };
  };

  describe('factory', () => {
    for (const kind of kinds) {
      it(`makes CAs and devices with keys of ${kind}, as IEEE 802.1AR has them`, async () => {
        const { out, code } = await factoryIn(kind, '--key', kind, '--devices', '2');
        expect(code).to.equal(0);
        expect(readdirSync(out).toSorted()).to.deep.equal([
          'ca.pem',
          'devices',
          'devices.csv',
          'issuing-ca.pem',
        ]);
        const root = certificateIn(join(out, 'ca.pem'));
        const issuing = certificateIn(join(out, 'issuing-ca.pem'));
        expect(root.basicConstraints).to.deep.equal({ ca: true });
        expect(issuing.basicConstraints).to.deep.equal({ ca: true, pathLength: 0 });
        const device = join(out, 'devices', 'SN-0002');
        const certificate = certificateIn(join(device, 'certificate.pem'));
        expect(certificate.subject.attributes.at(-1)).to.include({
          name: 'serialNumber',
          value: 'SN-0002',
        });
        expect(certificate.validity.notAfter).to.equal(Date.UTC(9999, 11, 31, 23, 59, 59));
        expect(certificate.keyUsage).to.deep.equal(['digitalSignature']);
        expect(certificate.issuer.hex).to.equal(issuing.subject.hex);
        expect(certificate.authorityKeyIdentifier?.keyIdentifier).to.equal(
          issuing.subjectKeyIdentifier,
        );
        expect(certificate.subjectKeyIdentifier).to.match(/^[0-9a-f]{40}$/);
      });

      it(`makes chains of ${kind} that OpenSSL verifies`, async function () {
        if (spawnSync('openssl', ['version']).error !== undefined) {
          console.log('      SKIPPED: there is no openssl on this machine');
          this.skip();
        }
        const { out } = await factoryIn(`verified-${kind}`, '--key', kind, '--devices', '1');
        const { stdout, stderr } = spawnSync(
          'openssl',
          [
            'verify',
            '-x509_strict',
            '-CAfile',
            'ca.pem',
            '-untrusted',
            'issuing-ca.pem',
            'devices/SN-0001/certificate.pem',
          ],
          { cwd: out, encoding: 'utf8' },
        );
        expect(`${stdout}${stderr}`).to.equal('devices/SN-0001/certificate.pem: OK\n');
      });
    }

    it('gives each device a key of its own, that nobody else may read', async () => {
      const { out } = await factoryIn('keys', '--devices', '3');
      const hashes = ['SN-0001', 'SN-0002', 'SN-0003'].map((serial) => {
        const path = join(out, 'devices', serial);
        expect(statSync(join(path, 'key.pem')).mode & 0o777).to.equal(0o600);
        const certificate = certificateIn(join(path, 'certificate.pem'));
        const key = createPublicKey(readFileSync(join(path, 'key.pem'), 'utf8'));
        const own = new X509Certificate(readFileSync(join(path, 'certificate.pem')));
        expect(own.publicKey.equals(key)).to.equal(true);
        return certificate.publicKeyHash;
      });
      expect(new Set(hashes).size).to.equal(3);
      const chain = readFileSync(join(out, 'devices/SN-0001/chain.pem'), 'utf8');
      expect(chain).to.equal(
        readFileSync(join(out, 'devices/SN-0001/certificate.pem'), 'utf8') +
          readFileSync(join(out, 'issuing-ca.pem'), 'utf8'),
      );
    });

    it('writes a list that devices import takes', async () => {
      const { out, stdout } = await factoryIn('listed', '--devices', '12', '--serial-prefix', 'A,');
      expect(stdout).to.equal(`MADE a factory with 12 devices in ${out}\n`);
      const registry = `sqlite:${join(folder, 'devices.db')}`;
      const list = join(out, 'devices.csv');
      const ended = await runGangway(['devices', 'import', list, '--registry', registry, '--json']);
      expect(JSON.parse(ended.stdout)).to.include({ rows: 12, added: 12 });
      const shown = await runGangway(['devices', 'show', 'A,0012', '--registry', registry]);
      expect(shown.code).to.equal(0);
    });

    it('tells in JSON what it made', async () => {
      const { out, stdout, stderr } = await factoryIn('json', '--devices', '1', '--json');
      expect(JSON.parse(stdout)).to.deep.equal({ outcome: 'MADE', out, devices: 1, key: 'p-256' });
      expect(stderr).to.equal('');
    });

    it('writes over nothing', async () => {
      const { out, stdout } = await factoryIn('once', '--devices', '1');
      expect(stdout).to.equal(`MADE a factory with 1 device in ${out}\n`);
      const before = readFileSync(join(out, 'ca.pem'), 'utf8');
      const again = await factoryIn('once', '--devices', '1', '--json');
      expect(again.code).to.equal(2);
      expect(JSON.parse(again.stdout).error.code).to.equal('FOLDER_NOT_EMPTY');
      expect(readFileSync(join(out, 'ca.pem'), 'utf8')).to.equal(before);
    });

    it('says where it cannot write', async () => {
      writeFileSync(join(folder, 'a-file'), '');
      const { code, stderr } = await factoryIn('a-file/factory');
      expect(code).to.equal(1);
      expect(stderr).to.match(/^gangway: FOLDER_NOT_WRITABLE: .*\(ENOTDIR\)/);
    });

    for (const prefix of ['Ä', 'a_b', 'a/b', '../', 'a*', 'a\nb', ' a', 'x'.repeat(61)]) {
      it(`refuses serial numbers that begin with ${JSON.stringify(prefix)}`, async () => {
        const { code, stderr, out } = await factoryIn('refused', '--serial-prefix', prefix);
        expect(code).to.equal(2);
        expect(stderr).to.match(/^gangway: USAGE: --serial-prefix/);
        expect(() => statSync(out)).to.throw('ENOENT');
      });
    }

    for (const devices of ['0', '-1', '1e3', '1000001', 'many']) {
      it(`refuses to make ${devices} devices`, async () => {
        const { code, stderr } = await factoryIn('refused', '--devices', devices);
        expect(code).to.equal(2);
        expect(stderr).to.match(/^gangway: USAGE: .*whole number from 1/);
      });
    }

    it('tells a terminal how far it is, and stops when it is told to', async () => {
      const { io, held, stop } = heldIo({ errTerminal: true });
      const out = join(folder, 'stopped');
      const err = (text: string) => {
        io.err(text);
        if (text.includes('making')) stop();
      };
      const args = ['lab', 'factory', '--out', out, '--devices', '2000'];
      const code = await run(args, { ...io, err });
      expect(code).to.equal(1);
      expect(held.stderr).to.match(/\rmaking \[=* *\] \d+ %, \d+ devices/);
      expect(held.stderr).to.match(/gangway: INTERRUPTED: \d+ of 2000 devices are made/);
      expect(readdirSync(out)).to.not.include('devices.csv');
    });
  });

  describe('prove', () => {
    let out: string;
    let newCertificate: string;
    const event = anEvent({ serialNumber: 'SN-0001' });
    const at = Date.UTC(2030, 0, 1);
    before(async () => {
      ({ out } = await factoryIn('proving', '--devices', '1'));
      newCertificate = join(folder, 'new.pem');
      writeFileSync(newCertificate, event.certificatePem);
    });

    const prove = (...options: readonly string[]) =>
      runGangway([
        'lab',
        'prove',
        '--device',
        join(out, 'devices/SN-0001'),
        '--certificate',
        newCertificate,
        ...options,
      ]);

    for (const kind of kinds) {
      it(`prints what a hook permits, with keys of ${kind}`, async () => {
        ({ out } = await factoryIn(`proving-${kind}`, '--devices', '1', '--key', kind));
        const { code, stdout } = await prove('--at', '2030-01-01T00:00:00Z', '--json');
        expect(code).to.equal(0);
        const proof = JSON.parse(stdout);
        expect(proof).to.have.all.keys('FactoryChain', 'FactoryProof');
        const identity = factoryIdentity({
          serialNumber: 'SerialNumber',
          anchors: [join(out, 'ca.pem')],
        });
        const hook = composeHook(defineHook([identity]), {
          replace: [fakeClock(at).plugin(), memoryLogger().plugin()],
        });
        const parameters = { ...event.parameters, ...proof };
        expect(await hook.decide({ ...event, parameters })).to.include({ outcome: 'ALLOW' });
      });
    }

    it('prints a line for each parameter to people, and signs now unless told', async () => {
      const before = Math.floor(Date.now() / 1_000);
      const { stdout } = await prove();
      const [, time] =
        /^FactoryChain=\S+\nFactoryProof=v1\.[a-z0-9-]+\.(\d+)\.\S+\n$/.exec(stdout) ?? [];
      expect(Number(time)).to.be.within(before, Date.now() / 1_000);
    });

    it('says what it cannot read, and nothing of a key', async () => {
      const nowhere = await runGangway([
        'lab',
        'prove',
        '--device',
        folder,
        '--certificate',
        newCertificate,
      ]);
      expect(nowhere.code).to.equal(2);
      expect(nowhere.stderr).to.match(/^gangway: DEVICE_NOT_READABLE: chain\.pem in .* \(ENOENT\)/);
      const key = join(out, 'devices/SN-0001/key.pem');
      const wrong = await runGangway([
        'lab',
        'prove',
        '--device',
        join(out, 'devices/SN-0001'),
        '--certificate',
        key,
      ]);
      expect(wrong.code).to.equal(2);
      expect(wrong.stderr).to.match(/^gangway: CERTIFICATE_REFUSED: PEM_NOT_ONE_BLOCK/);
      const { stderr } = await prove('--at', 'yesterday');
      expect(stderr).to.match(/^gangway: USAGE: .*date and time/);
    });

    it('says when a folder is not that of a device', async () => {
      const { pem, privateKeyPem } = await makeCertificate({ subject: 'CN=SN-0001' });
      const device = mkdtempSync(join(folder, 'device-'));
      const proveIn = () =>
        runGangway(['lab', 'prove', '--device', device, '--certificate', newCertificate]);
      for (const [chain, key, told] of [
        [pem, privateKeyPem, 'names 0 serial numbers'],
        [pem, pem, 'no private key'],
        ['', privateKeyPem, 'PEM_NOT_ONE_BLOCK'],
      ] as const) {
        writeFileSync(join(device, 'chain.pem'), chain);
        writeFileSync(join(device, 'key.pem'), key);
        const { code, stderr } = await proveIn();
        expect(code).to.equal(2);
        expect(stderr)
          .to.match(/^gangway: DEVICE_NOT_READABLE: /)
          .and.contain(told);
      }
    });
  });
});
