import type { Emulator } from '@gangway/emulator';

/** What AWS IoT's `UpdateCertificate` with `INACTIVE` does: the certificate is refused, and who is connected is cut off. */
export function deactivate({ account, disconnect }: Emulator, certificateId: string): void {
  const { certificates } = account.store;
  const row = certificates.get(certificateId);
  if (row === undefined) return;
  certificates.put(certificateId, { ...row, status: 'INACTIVE', modifiedAt: account.clock.now() });
  disconnect(certificateId);
}
