import { hash } from 'node:crypto';
import type { Certificate } from '../domain/certificate.js';
import { checkSameAlgorithm, takeSignatureAlgorithm } from './algorithm-identifier.js';
import { DerCursor, tags } from './der.js';
import { takeOctetBits } from './der-primitives.js';
import { extensionsTag, type ReadExtensions, takeExtensions } from './extensions.js';
import { contentFault, inField } from './fault.js';
import { takeName } from './name.js';
import { takePublicKey } from './public-key.js';
import { takeSerialNumber } from './serial-number.js';
import { takeUniqueIds } from './unique-ids.js';
import { takeValidity } from './validity.js';
import { takeVersion } from './version.js';

/**
 * Reads a certificate, all of it: `Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }`
 * (RFC 5280 section 4.1).
 *
 * @throws CertificateFault with the code of the field that is at fault
 */
export function readDer(bytes: Buffer): Certificate {
  const hex = bytes.toString('hex');
  const outer = inField('CERTIFICATE_NOT_DER', () => openCertificate(bytes));
  const tbs = inField('CERTIFICATE_NOT_DER', () => outer.open(tags.sequence, 'tbsCertificate'));
  const version = inField('CERTIFICATE_VERSION_INVALID', () => takeVersion(tbs));
  const serialNumber = inField('CERTIFICATE_SERIAL_INVALID', () => takeSerialNumber(tbs));
  const algorithm = inField('CERTIFICATE_SIGNATURE_ALGORITHM_INVALID', () =>
    takeSignatureAlgorithm(tbs),
  );
  const issuer = inField('CERTIFICATE_NAME_INVALID', () => takeIssuer(tbs, hex));
  const validity = inField('CERTIFICATE_VALIDITY_INVALID', () => takeValidity(tbs));
  const subject = inField('CERTIFICATE_NAME_INVALID', () => takeName(tbs, hex, 'subject'));
  const publicKey = inField('CERTIFICATE_KEY_INVALID', () => takePublicKey(tbs));
  inField('CERTIFICATE_NOT_DER', () => checkVersionFits(version, tbs));
  const extensions = inField('CERTIFICATE_EXTENSIONS_INVALID', () =>
    checkSubjectAltName(takeExtensions(tbs, hex), subject),
  );
  inField('CERTIFICATE_NOT_DER', () => tbs.finish('tbsCertificate'));
  inField('CERTIFICATE_SIGNATURE_ALGORITHM_INVALID', () =>
    checkSameAlgorithm(bytes, algorithm.element, outer.take(tags.sequence, 'signature algorithm')),
  );
  inField('CERTIFICATE_NOT_DER', () => {
    takeOctetBits(outer, 'signature');
    outer.finish('certificate');
  });
  const { element: keyInfo, value: key } = publicKey;
  return Object.freeze({
    fingerprint256: hash('sha256', bytes, 'hex'),
    version,
    serialNumber,
    issuer,
    subject,
    validity,
    signatureAlgorithm: algorithm.value,
    publicKey: key,
    publicKeyHash: hash('sha256', bytes.subarray(keyInfo.start, keyInfo.to), 'hex'),
    extensions: extensions.list,
    ...extensions.contents,
    hex,
  });
}

function openCertificate(bytes: Buffer): DerCursor {
  const whole = new DerCursor(bytes);
  const certificate = whole.open(tags.sequence, 'certificate');
  // What follows would be hashed into the fingerprint by one reader and not by another.
  whole.finish('certificate');
  return certificate;
}

// RFC 5280 section 4.1.2.4: the issuer is not empty.
function takeIssuer(tbs: DerCursor, hex: string) {
  const issuer = takeName(tbs, hex, 'issuer');
  if (issuer.attributes.length === 0) throw contentFault('the issuer is empty');
  return issuer;
}

// RFC 5280 section 4.2.1.6: where the subject is empty, the alternative name is critical.
function checkSubjectAltName(
  extensions: ReadExtensions,
  subject: Certificate['subject'],
): ReadExtensions {
  const name = extensions.list.find(({ oid }) => oid === '2.5.29.17');
  if (name?.critical === false && subject.attributes.length === 0) {
    throw contentFault('the subject is empty and subjectAltName is not critical');
  }
  return extensions;
}

// RFC 5280 sections 4.1.2.8 and 4.1.2.9: unique identifiers need version 2 or 3, extensions version 3.
function checkVersionFits(version: 1 | 2 | 3, tbs: DerCursor): void {
  const uniqueIds = takeUniqueIds(tbs);
  inField('CERTIFICATE_VERSION_INVALID', () => {
    if (uniqueIds && version === 1) throw contentFault('a unique identifier in v1');
    if (version !== 3 && tbs.isNext(extensionsTag)) {
      throw contentFault(`extensions in v${version}`);
    }
  });
}
