import type { Certificate, CertificateReader, CertificateReading } from '@gangway/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { toPem } from '../certificate-der.js';
import { keyOffCurve } from '../certificate-keys-defective.js';
import { type MadeCertificate, makeCertificate } from '../certificates.js';
import { certificateWithKey, defectiveCertificates } from '../defective-certificates.js';
import { everyExtension } from '../every-extension.js';
import { hostilePems } from '../hostile-pems.js';
import { mutationsOf } from '../mutations.js';
import { describeSoundCertificates } from './certificate-reader-sound.js';

/**
 * What every `CertificateReader` does: sound certificates are read to the last field, everything else is refused with the
 * code of what is wrong, nothing throws. Run it in the adapter's own tests.
 *
 * @param make a reader
 * @example
 * certificateReaderContract('node:crypto', nodeCryptoCertificateReader);
 */
export function certificateReaderContract(name: string, make: () => CertificateReader): void {
  describe(`CertificateReader contract: ${name}`, function () {
    // RSA keys are made here.
    this.timeout(30_000);
    const reader = make();
    describeSoundCertificates(reader);
    describeDefects(reader);
    describeEnvelope(reader);
    describeHostileInput(reader);
  });
}

function describeDefects(reader: CertificateReader): void {
  describe('refuses each defect with its code', () => {
    for (const { name, pem, expectedCode } of defectiveCertificates()) {
      it(name, () => {
        expect(codeOf(reader.read(pem))).to.equal(expectedCode);
      });
    }

    it('ec-point-off-the-curve', () => {
      expect(codeOf(reader.read(certificateWithKey(keyOffCurve)))).to.be.oneOf([
        'CERTIFICATE_KEY_INVALID',
        'CERTIFICATE_REFUSED_BY_PLATFORM',
      ]);
    });
  });
}

type Envelope = (made: MadeCertificate, lines: readonly string[]) => string;

/** What is around the one block, or instead of it. */
const notOneBlock: Readonly<Record<string, Envelope>> = {
  'two blocks': ({ pem }) => pem + pem,
  'the private key beside it': ({ pem, privateKeyPem }) => pem + privateKeyPem,
  'the private key before it': ({ pem, privateKeyPem }) => privateKeyPem + pem,
  'text before it': ({ pem }) => `subject=CN = device\n${pem}`,
  'text after it': ({ pem }) => `${pem}the end\n`,
  'a line end before it': ({ pem }) => `\n${pem}`,
  'two line ends after it': ({ pem }) => `${pem}\n`,
  'a space after it': ({ pem }) => `${pem} `,
  'a NUL after it': ({ pem }) => `${pem}\0`,
  'a byte order mark before it': ({ pem }) => `\ufeff${pem}`,
  'another label': ({ pem }) => pem.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'),
  'a label in lower case': ({ pem }) => pem.replaceAll('CERTIFICATE', 'certificate'),
  'no END line': (_made, lines) => lines.slice(0, -1).join('\n'),
  'no BEGIN line': (_made, lines) => lines.slice(1).join('\n'),
  'only one line of both': () => '-----BEGIN CERTIFICATE-----END CERTIFICATE-----',
  'the DER in base64 alone': ({ der }) => der.toString('base64'),
  nothing: () => '',
};

const tooLarge: Readonly<Record<string, Envelope>> = {
  'one megabyte': () => `-----BEGIN CERTIFICATE-----\n${'A'.repeat(1_048_576)}`,
  'a block that is too long': ({ der }) => toPem(Buffer.concat([der, Buffer.alloc(12_288)])),
};

const malformed: Readonly<Record<string, Envelope>> = {
  'an empty body': () => '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n',
  'an empty line': ({ pem }) => pem.replace('\n', '\n\n'),
  'a space at a line end': ({ pem }) => pem.replace(/\n(?=-----END)/, ' \n'),
  'a NUL inside': ({ pem }) => pem.replace(/\n(?=-----END)/, '\0\n'),
  'a header field': ({ pem }) => pem.replace('\n', '\nProc-Type: 4,ENCRYPTED\n'),
  'the URL alphabet': ({ pem }) => pem.replace(/\nM/, '\n_'),
  'no line end before END': ({ pem }) => pem.replace(/\n(?=-----END)/, ''),
  'a lone carriage return': ({ pem }) => pem.replace(/\n(?=-----END)/, '\r'),
  'padding too much': ({ pem }) => pem.replace(/=*\n(?=-----END)/, '====\n'),
  'padding in the middle': ({ pem }) => pem.replace(/\n(?!-)/, '\n=='),
  'bits after the last octet': () =>
    '-----BEGIN CERTIFICATE-----\nMB==\n-----END CERTIFICATE-----\n',
  'no padding': () => '-----BEGIN CERTIFICATE-----\nMA\n-----END CERTIFICATE-----\n',
};

function describeEnvelope(reader: CertificateReader): void {
  const refuses = (code: string, cases: Readonly<Record<string, Envelope>>) => {
    for (const [what, wrap] of Object.entries(cases)) {
      it(`refuses ${what} as ${code}`, async () => {
        const made = await makeCertificate();
        expect(codeOf(reader.read(wrap(made, made.pem.trimEnd().split('\n'))))).to.equal(code);
      });
    }
  };
  describe('takes exactly one block', () => {
    refuses('PEM_NOT_ONE_BLOCK', notOneBlock);
    refuses('PEM_TOO_LARGE', tooLarge);
    refuses('PEM_MALFORMED', malformed);

    it('refuses what is no text', () => {
      for (const junk of [undefined, null, 7, {}, [], Buffer.from('x'), Symbol('x')]) {
        expect(codeOf(reader.read(junk as string))).to.equal('PEM_NOT_ONE_BLOCK');
      }
    });

    it('takes CRLF, no line end at the end, and lines of any length', async () => {
      const { pem, der, certificateId } = await makeCertificate();
      const oneLine = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----`;
      for (const text of [pem, pem.replaceAll('\n', '\r\n'), pem.trimEnd(), oneLine]) {
        expect(certificateOf(reader.read(text)).fingerprint256).to.equal(certificateId);
      }
    });
  });
}

function describeHostileInput(reader: CertificateReader): void {
  const answers = (pem: string) => {
    const reading = reader.read(pem);
    expect(reading.kind).to.be.oneOf(['certificate', 'refused']);
    expect(Object.isFrozen(reading)).to.equal(true);
  };

  describe('never throws', () => {
    it('on any text', () => {
      fc.assert(fc.property(fc.string({ unit: 'binary' }), answers));
    });

    it('on any bytes', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) =>
          answers(toPem(Buffer.from(bytes))),
        ),
      );
    });

    it('on mutated certificates', async () => {
      const plain = [{ key: 'p-256' }, { key: 'rsa-2048' }] as const;
      for (const input of [...plain, { extensions: everyExtension() }]) {
        const { der } = await makeCertificate(input);
        fc.assert(fc.property(mutationsOf(der), (bytes) => answers(toPem(bytes))));
      }
    });

    it('on what is made to keep it busy', () => {
      const read = Object.entries(hostilePems()).map(([what, pem]) => {
        answers(pem);
        return [what, pem.length, codeOf(reader.read(pem))] as const;
      });
      // A text that is too long is not looked at; much of the rest is sound, and costs a whole reading.
      for (const [what, length, code] of read) {
        expect(code === 'PEM_TOO_LARGE', what).to.equal(length > 16_384);
      }
      expect(read.filter(([, , code]) => code === 'read')).to.have.length.above(20);
    });
  });
}

const codeOf = (reading: CertificateReading): string =>
  reading.kind === 'refused' ? reading.code : 'read';

function certificateOf(reading: CertificateReading): Certificate {
  if (reading.kind === 'refused') throw new Error(`${reading.code}: ${reading.detail}`);
  return reading.certificate;
}
