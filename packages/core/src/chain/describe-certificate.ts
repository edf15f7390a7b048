import type { Certificate } from '../domain/certificate.js';

const longestName = 48;

/** A certificate's subject for an operator's eyes: quoted, short, and nothing in it that a terminal or a log would take for its own. */
export function describeCertificate({ subject }: Certificate): string {
  // The last attributes are the ones that tell certificates apart.
  const text = subject.attributes
    .toReversed()
    .map(({ name, value }) => `${name}=${value}`)
    .join(', ');
  const plain = text.replaceAll(/[^\x20-\x7e]|["\\]/g, escaped);
  return `"${plain.length > longestName ? `${plain.slice(0, longestName - 3)}...` : plain}"`;
}

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
