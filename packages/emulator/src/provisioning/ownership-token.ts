import { createHash, randomBytes } from 'node:crypto';
import type { Account } from '../account/account.js';
import { certificateOfToken } from '../account/expiry.js';
import type { CertificateRow, TokenRow } from '../account/rows.js';
import { refuse } from './refusals.js';

// Those of AWS IoT are long, too, and fit into the 512 octets that its embedded SDK keeps for one.
const tokenOctets = 96;

/** A token, and the row that knows it again. */
export function newOwnershipToken(
  certificateId: string,
  endsAt: number,
): { readonly token: string; readonly row: TokenRow } {
  const token = randomBytes(tokenOctets).toString('base64url');
  return { token, row: { tokenHash: hashOf(token), certificateId, endsAt } };
}

/** A token that holds, and what it proves the ownership of. */
export interface Ownership {
  readonly tokenHash: string;
  readonly certificate: CertificateRow;
}

/**
 * Looks a token up. It is bound to its certificate alone: whoever has it may use it, on any connection and for any template, as
 * AWS IoT documents no other binding.
 *
 * @throws Rejection 400 `InvalidCertificateOwnershipToken`; used, invented and expired ones look the same to a device
 */
export function ownershipOf(account: Account, token: string): Ownership {
  const tokenHash = hashOf(token);
  const row = account.store.tokens.get(tokenHash);
  if (row === undefined) throw refuse('TOKEN_UNKNOWN', 'it was never given out, or is used up');
  const certificate = certificateOfToken(account, row);
  if (certificate === undefined) {
    throw refuse('TOKEN_EXPIRED', 'its hour is over, or its certificate exists no more');
  }
  return { tokenHash, certificate };
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
