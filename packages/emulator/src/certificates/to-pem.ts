/** RFC 7468 section 2. */
const lineLength = 64;

/** DER as PEM with a label such as `CERTIFICATE` (RFC 7468 section 2). */
export function toPem(der: Buffer, label: string): string {
  const text = der.toString('base64');
  let lines = '';
  for (let at = 0; at < text.length; at += lineLength) {
    lines += `${text.slice(at, at + lineLength)}\n`;
  }
  return `-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n`;
}
