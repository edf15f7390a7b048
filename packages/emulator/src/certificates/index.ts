export type { CertificateKeys } from './certificate-keys.js';
export { distinguishedName, escapeNameValue } from './distinguished-name.js';
export { signingRequestFor } from './signing-request-for.js';
