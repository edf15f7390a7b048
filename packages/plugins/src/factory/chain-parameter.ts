import { type Certificate, type CertificateReader, type Deny, deny, limits } from '@gangway/core';
import { decodeBase64 } from '../proof/base64.js';
import { partNames, readLongParameter } from '../proof/long-parameter.js';

/** Between the device and an anchor; a factory has one or two CAs there. */
export const mostIntermediates = 4;

export interface SentChain {
  readonly leaf: Certificate;
  readonly intermediates: readonly Certificate[];
}

/** Reads the certificates that a device sent, leaf first, or says why they are none. Nothing of them is believed yet. */
export function readChain(
  parameters: Readonly<Record<string, string>>,
  name: string,
  reader: CertificateReader,
): SentChain | Deny {
  const long = readLongParameter(parameters, name);
  if (long === undefined) return deny('FACTORY_CHAIN_MISSING', `the parameter "${name}"`);
  if ('fault' in long) return deny('FACTORY_CHAIN_MALFORMED', long.fault);
  const bodies = long.text.split('.');
  if (bodies.length > 1 + mostIntermediates) {
    return deny(
      'FACTORY_CHAIN_TOO_LONG',
      `${bodies.length} certificates, at most ${1 + mostIntermediates}`,
    );
  }
  const certificates: Certificate[] = [];
  for (const [at, body] of bodies.entries()) {
    const read = readBody(body, `certificate ${at + 1} of ${bodies.length}`, reader);
    if ('code' in read) return read;
    certificates.push(read);
  }
  const [leaf, ...intermediates] = certificates;
  return leaf === undefined
    ? deny('FACTORY_CHAIN_MISSING', `the parameter "${name}"`)
    : { leaf, intermediates };
}

function readBody(body: string, where: string, reader: CertificateReader): Certificate | Deny {
  // Checked here, so that nothing else than the body of one block is ever handed to a reader.
  if (body === '' || decodeBase64(body) === undefined) {
    return deny('FACTORY_CHAIN_MALFORMED', `${where} is no base64 with padding`);
  }
  const reading = reader.read(toPem(body));
  return reading.kind === 'certificate'
    ? reading.certificate
    : deny('FACTORY_CERTIFICATE_UNREADABLE', `${where}: ${reading.code}: ${reading.detail}`);
}

const toPem = (body: string): string =>
  `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;

/** The parameters that carry a chain, leaf first. */
export function writeChain(name: string, chain: readonly Buffer[]): Record<string, string> {
  const text = chain.map((der) => der.toString('base64')).join('.');
  const size = limits.parameterValueLength;
  const names = partNames(name);
  const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  );
  if (parts.length > names.length) {
    throw new RangeError(`a chain of ${text.length} characters does not fit into parameters`);
  }
  return Object.fromEntries(parts.map((part, at) => [names[at] ?? name, part]));
}
