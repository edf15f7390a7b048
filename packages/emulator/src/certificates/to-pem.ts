/** DER as PEM with a label such as `CERTIFICATE` (RFC 7468 section 2). */
export const toPem = (der: Buffer, label: string): string =>
  `-----BEGIN ${label}-----\n${der.toString('base64').replaceAll(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
