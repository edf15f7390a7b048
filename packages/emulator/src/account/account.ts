import type { Clock, Logger } from '@gangway/core';
import type { CertificateAuthority } from '../certificates/certificate-authority.js';
import type { AccountStore } from './account-store.js';

/** One AWS account in one region, as far as AWS IoT's part of it goes: what every part of the emulator works on. */
export interface Account {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  readonly store: AccountStore;
  /** Signs what AWS IoT would sign. */
  readonly authority: CertificateAuthority;
  readonly clock: Clock;
  /** Hears why something was refused, which devices never do. No key, token or certificate is ever among it. */
  readonly logger: Logger;
}

/**
 * Where things are, by what they are called: `arn:aws:iot:<region>:<account>:<kind>/<name>`.
 *
 * @example
 * arnOf({ region: 'us-east-1', accountId: '123456789012' }, 'thing', 'SN-0001'); // 'arn:aws:iot:us-east-1:123456789012:thing/SN-0001'
 */
export function arnOf(
  { region, accountId }: Pick<Account, 'region' | 'accountId'>,
  kind:
    | 'billinggroup'
    | 'cert'
    | 'client'
    | 'policy'
    | 'provisioningtemplate'
    | 'thing'
    | 'thinggroup'
    | 'thingtype'
    | 'topic'
    | 'topicfilter',
  name: string,
): string {
  return `arn:aws:iot:${region}:${accountId}:${kind}/${name}`;
}
