import { createHash, X509Certificate } from 'node:crypto';
import { composeHook, defineHook } from '@gangway/composition';
import type { DecidingHook, PreProvisioningEvent } from '@gangway/core';
import { factoryIdentity } from '@gangway/plugins/factory-identity';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger } from '@gangway/testing';

export const serialNumber = 'SN-0001';

/** A hook that asks for factory identity alone. */
export const hookFor = (anchor: string, at: number): DecidingHook =>
  composeHook(defineHook([factoryIdentity({ serialNumber: 'SerialNumber', anchors: [anchor] })]), {
    replace: [fakeClock(at).plugin(), memoryLogger().plugin(), memoryDecisionSink().plugin()],
  });

/** The event of a device that has been given this certificate, and proves itself so. */
export function eventWith(
  newCertificate: string,
  proof: Readonly<Record<string, string>>,
): PreProvisioningEvent {
  const { raw } = new X509Certificate(newCertificate);
  const certificateId = createHash('sha256').update(raw).digest('hex');
  return anEvent({
    serialNumber,
    certificate: { pem: newCertificate, certificateId },
    parameters: proof,
  });
}

export const toPem = (body: string): string =>
  `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
