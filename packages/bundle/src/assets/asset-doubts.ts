import { extname } from 'node:path';
import type { BundleWarning } from '../bundle-warning.js';

const programs = new Set(['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.jsx', '.tsx']);

/** What should make somebody look at an asset again. */
export function assetDoubts(path: string, data: Buffer): readonly BundleWarning[] {
  const warnings: BundleWarning[] = [];
  const leaveOut = `Leave it out with --without ${path} (option "without") where the function does not need it`;
  if (programs.has(extname(path))) {
    warnings.push({
      code: 'ASSET_IS_CODE',
      message: `${path} is copied as it is, not bundled: what it imports is not there. Import it instead.`,
    });
  }
  // https://www.sqlite.org/fileformat.html, section 1.3
  if (data.subarray(0, 16).toString('latin1') === 'SQLite format 3\0') {
    warnings.push({
      code: 'ASSET_IS_DATABASE',
      message: `${path} is a database of this machine; a function can read its folder and never write it. ${leaveOut}.`,
    });
  }
  // RFC 7468, section 10 and 11, and what older tools write.
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(data.toString('latin1'))) {
    warnings.push({
      code: 'ASSET_HOLDS_KEY',
      message: `${path} holds a private key, which whoever may read the function would have. ${leaveOut}; keep keys in Secrets Manager.`,
    });
  }
  return warnings;
}
