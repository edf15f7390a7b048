import type { AccountStore } from '@gangway/emulator';

/** What the state of an account says about certificates and things. */
export interface AccountView {
  hasThing(thingName: string): boolean;
  isActive(certificateId: string): boolean;
  isAttached(thingName: string, certificateId: string): boolean;
  attachmentsOf(certificateId: string): Attachments;
  /** Names of all things with more than one active certificate. */
  thingsClaimedTwice(): readonly string[];
}

/** Names of what a certificate is attached to. */
export interface Attachments {
  readonly things: readonly string[];
  readonly policies: readonly string[];
}

export function viewOf(
  store: Pick<AccountStore, 'certificates' | 'things' | 'thingCertificates' | 'policyCertificates'>,
): AccountView {
  const isActive = (certificateId: string) =>
    store.certificates.get(certificateId)?.status === 'ACTIVE';
  return {
    hasThing: (thingName) => store.things.get(thingName) !== undefined,
    isActive,
    isAttached: (thingName, certificateId) => store.thingCertificates.has(thingName, certificateId),
    attachmentsOf: (certificateId) => ({
      things: store.thingCertificates.leftsOf(certificateId),
      policies: store.policyCertificates.leftsOf(certificateId),
    }),
    thingsClaimedTwice: () =>
      store.things
        .list()
        .map(({ thingName }) => thingName)
        .filter((name) => store.thingCertificates.rightsOf(name).filter(isActive).length > 1),
  };
}
