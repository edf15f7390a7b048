import { limits } from '../domain/limits.js';
import { CertificateFault } from './fault.js';

/** What a block says that it holds (RFC 7468 sections 5.1 and 7). */
type PemLabel = 'CERTIFICATE' | 'CERTIFICATE REQUEST';

/**
 * The bytes of the one block, of a certificate unless told, that the text is.
 *
 * RFC 7468 lets explanatory text stand around a block and says that parsers should bear it; Node then reads the first block
 * of several. Here the whole text is the block (section 5.1 without the text around), so nobody can hide a second
 * certificate or a private key beside the one that was checked.
 *
 * @throws CertificateFault `PEM_TOO_LARGE`, `PEM_NOT_ONE_BLOCK`, `PEM_MALFORMED`
 */
export function decodePem(pem: unknown, label: PemLabel = 'CERTIFICATE'): Buffer {
  if (typeof pem !== 'string') throw notOneBlock('not a text');
  // Refused unread: what follows is linear, but a megabyte is still a megabyte.
  if (pem.length > limits.pemLength) {
    throw new CertificateFault(
      'PEM_TOO_LARGE',
      `${pem.length} characters, over ${limits.pemLength}`,
    );
  }
  return decodeBody(bodyOf(pem, label));
}

function bodyOf(pem: string, label: PemLabel): string {
  const begin = `-----BEGIN ${label}-----`;
  const end = `-----END ${label}-----`;
  if (!pem.startsWith(begin)) throw notOneBlock(`does not start with a BEGIN ${label} line`);
  const to = withoutLineEnd(pem).length - end.length;
  if (to < begin.length || !pem.startsWith(end, to)) {
    throw notOneBlock(`does not end with an END ${label} line`);
  }
  const body = pem.slice(begin.length, to);
  if (body.includes('-----')) throw notOneBlock('another boundary line inside');
  return body;
}

function withoutLineEnd(text: string): string {
  if (text.endsWith('\r\n')) return text.slice(0, -2);
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

// Lines of any length, each ended by CRLF or LF, none of them empty. Each character has one way to match: linear.
const lines = /^\r?\n(?:[A-Za-z0-9+/=]+\r?\n)+$/;

function decodeBody(body: string): Buffer {
  if (!lines.test(body)) throw malformed('a line is empty or holds a character outside base64');
  const text = body.replaceAll(/[\r\n]+/g, '');
  const bytes = Buffer.from(text, 'base64');
  // RFC 4648 section 3.5: one text for one value. Wrong padding, inner `=` and trailing bits that are not zero all differ here.
  if (bytes.toString('base64') !== text) throw malformed('base64 that is not canonical');
  return bytes;
}

const notOneBlock = (detail: string) => new CertificateFault('PEM_NOT_ONE_BLOCK', detail);
const malformed = (detail: string) => new CertificateFault('PEM_MALFORMED', detail);
