import { writeFile } from 'node:fs/promises';
import type { PreProvisioningEvent } from '@gangway/core';
import { anEvent, type CertificateKey, makeCertificate } from '@gangway/testing';

/** A registered device's event, with a certificate such as AWS IoT gives. */
export async function deviceEvent(key: CertificateKey): Promise<PreProvisioningEvent> {
  const certificate = await makeCertificate({ key });
  return anEvent({ serialNumber: 'SN-0001', certificate });
}

/** Writes a value as the JSON that a worker reads. */
export async function writeJson(file: string, value: unknown): Promise<string> {
  await writeFile(file, JSON.stringify(value));
  return file;
}
