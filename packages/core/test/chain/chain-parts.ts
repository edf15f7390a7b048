import {
  type Certificate,
  type ChainRules,
  type ChainVerdict,
  nodeCryptoCertificateReader,
  validateChain,
} from '@gangway/core';
import {
  type CertificateInput,
  type ExtensionInput,
  type MadeCertificate,
  makeCertificate,
} from '@gangway/testing';

const reader = nodeCryptoCertificateReader();

/** A made certificate as the strict reader has it. */
export function read({ pem }: Pick<MadeCertificate, 'pem'>): Certificate {
  const reading = reader.read(pem);
  if (reading.kind === 'refused') throw new Error(`${reading.code}: ${reading.detail}`);
  return reading.certificate;
}

/** An extension from the hex of its content. */
export const extension = (oid: string, hex: string, critical = false): ExtensionInput => ({
  oid,
  critical,
  value: Buffer.from(hex.replaceAll(' ', ''), 'hex'),
});

export const critical = (oid: string, hex: string): ExtensionInput => extension(oid, hex, true);

/** Extensions in their usual form; a test leaves some out, or puts others in. */
export const usual = {
  ca: critical('2.5.29.19', '3003 0101ff'),
  keyCertSign: critical('2.5.29.15', '0302 0204'),
  digitalSignature: critical('2.5.29.15', '0302 0780'),
  subjectKey: extension('2.5.29.14', '0402 0102'),
  authorityKey: extension('2.5.29.35', '3004 8002 0102'),
} as const;

export const caParts = [usual.ca, usual.keyCertSign, usual.subjectKey, usual.authorityKey];
export const leafParts = [usual.digitalSignature, usual.authorityKey];

/** A CA with a key of its own, unless told. */
export const makeCa = (subject: string, input: CertificateInput = {}): Promise<MadeCertificate> =>
  makeCertificate({ subject, freshKey: true, ca: {}, ...input });

/** A root: named as its own issuer. */
export const makeRoot = (
  subject = 'CN=Root',
  input: CertificateInput = {},
): Promise<MadeCertificate> => makeCa(subject, { issuer: subject, ...input });

export const now = Date.UTC(2026, 5);

/** A chain as it stands in a test: from the leaf over intermediates to one root. */
export interface MadeChain {
  readonly leaf: MadeCertificate;
  readonly intermediates: readonly MadeCertificate[];
  readonly root: MadeCertificate;
}

/** Root, intermediate and leaf, each with what it should have and is not given. */
export async function makeChain({
  root = {},
  intermediate = {},
  leaf = {},
}: Readonly<
  Partial<Record<'root' | 'intermediate' | 'leaf', CertificateInput>>
> = {}): Promise<MadeChain> {
  const top = await makeRoot('CN=Root', root);
  const middle = await makeCa('CN=Factory CA', { issuedBy: top, ...intermediate });
  const device = await makeCertificate({ subject: 'CN=SN-0001', issuedBy: middle, ...leaf });
  return { leaf: device, intermediates: [middle], root: top };
}

/** What is made of a chain at a moment at which it should be good. */
export const validate = (
  { leaf, intermediates, root }: MadeChain,
  rules: Partial<ChainRules> = {},
): ChainVerdict =>
  validateChain(read(leaf), intermediates.map(read), { anchors: [read(root)], at: now, ...rules });

/** `valid`, or the code. */
export const outcomeOf = (verdict: ChainVerdict): string =>
  verdict.kind === 'valid' ? 'valid' : verdict.code;
