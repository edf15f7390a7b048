export type { IssuedCertificate } from './certificate-authority.js';
export { type CertificateKeys, publicKeyInfo } from './certificate-keys.js';
export { distinguishedName, escapeNameValue } from './distinguished-name.js';
export { basicConstraints, keyUsage } from './extensions.js';
export {
  type CertificateContent,
  type Signer,
  signCertificate,
  signerFor,
} from './sign-certificate.js';
export { signingRequestFor } from './signing-request-for.js';
