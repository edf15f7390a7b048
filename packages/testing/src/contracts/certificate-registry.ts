import {
  type CertificateRegistry,
  certificateStatuses,
  type RegisteredCertificate,
} from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { aborted, settling, signal } from './ledger/asked-ledger.js';

const idOf = (byte: string) => byte.repeat(32);

const common = {
  ownerAccount: '123456789012',
  createdAt: Date.UTC(2029, 5, 1, 12, 0, 0, 250),
  validity: { notBefore: Date.UTC(2029, 5, 1), notAfter: Date.UTC(2049, 11, 31, 23, 59, 59) },
} as const;

const [known = '', ofCa = '', withoutCa = ''] = ['a1', 'b1', 'b2'].map(idOf);

const certificates: readonly RegisteredCertificate[] = [
  { ...common, certificateId: known, status: 'ACTIVE', certificateMode: 'DEFAULT' },
  {
    ...common,
    certificateId: ofCa,
    status: 'ACTIVE',
    caCertificateId: idOf('ca'),
    certificateMode: 'DEFAULT',
  },
  { ...common, certificateId: withoutCa, status: 'ACTIVE', certificateMode: 'SNI_ONLY' },
  ...certificateStatuses.map(
    (status, at): RegisteredCertificate => ({
      ...common,
      certificateId: idOf(`c${at}`),
      status,
      certificateMode: 'DEFAULT',
    }),
  ),
];

/**
 * What every `CertificateRegistry` does. Run it in the adapter's own tests.
 *
 * @param make a registry of exactly the certificates it is given, of the account 123456789012
 * @example
 * certificateRegistryContract('a map', (certificates) => {
 *   const byId = new Map(certificates.map((one) => [one.certificateId, Object.freeze(one)]));
 *   return {
 *     async find(certificateId, { signal }) {
 *       signal.throwIfAborted();
 *       return byId.get(certificateId);
 *     },
 *   };
 * });
 */
export function certificateRegistryContract(
  name: string,
  make: (
    certificates: readonly RegisteredCertificate[],
  ) => CertificateRegistry | Promise<CertificateRegistry>,
): void {
  describe(`CertificateRegistry contract: ${name}`, () => {
    for (const certificate of certificates) {
      const { certificateId, status, certificateMode, caCertificateId } = certificate;
      const kind = caCertificateId === undefined ? 'without a CA' : 'of a CA';
      it(`finds ${certificateId.slice(0, 4)}…, ${status}, ${certificateMode}, ${kind}, as it is`, async () => {
        const registry = await make(certificates);
        expect(await registry.find(certificateId, { signal })).to.deep.equal(certificate);
      });
    }

    it('gives certificates that cannot be changed, and nothing that is secret or long', async () => {
      const found = await (await make(certificates)).find(ofCa, { signal });
      expect(found).to.be.frozen;
      expect(JSON.stringify(found)).not.to.include('BEGIN');
    });

    // Only what has the form of an id can be one; no other text may look as if the account could not be asked.
    const strangers = {
      'an id that the account does not list': idOf('ff'),
      'the id of a CA certificate': idOf('ca'),
      'an empty id': '',
      'part of an id': known.slice(1),
      'an id with more behind it': `${known}0`,
      'an id in capitals': known.toUpperCase(),
      'an id with 0x before it': `0x${known}`,
      'a trailing line feed': `${known}\n`,
      'a trailing space': `${known} `,
      'an ARN': `arn:aws:iot:us-east-1:123456789012:cert/${known}`,
      'a path': `${known}/transfer`,
      'a path to the parent': `../certificates/${known}`,
      'an escaped character': `%61${known.slice(1)}`,
      'a query': `${known}?x=1`,
      'a member of every object': 'toString',
      'a prototype': '__proto__',
    };
    for (const [what, stranger] of Object.entries(strangers)) {
      it(`finds nothing for ${what}`, async () => {
        const registry = await make(certificates);
        expect(await registry.find(stranger, { signal })).to.equal(undefined);
      });
    }

    it('finds the same again', async () => {
      const registry = await make(certificates);
      for (const _ of [1, 2, 3]) {
        expect((await registry.find(known, { signal }))?.status).to.equal('ACTIVE');
        expect(await registry.find(idOf('ff'), { signal })).to.equal(undefined);
      }
    });

    it('answers many who ask at once', async () => {
      const registry = await make(certificates);
      const asked = [known, ofCa, withoutCa, known, ofCa, withoutCa];
      const found = await Promise.all(asked.map((id) => registry.find(id, { signal })));
      expect(found.map((one) => one?.certificateId)).to.deep.equal(asked);
    });

    it('rejects when the signal is aborted already', async () => {
      const registry = await make(certificates);
      expect(await settling(registry.find(known, { signal: aborted }))).to.equal('rejected');
    });
  });
}
