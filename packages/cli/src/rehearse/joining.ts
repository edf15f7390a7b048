import type { DecisionRecord } from '@gangway/core';
import type { Emulator } from '@gangway/emulator';
import { type DeviceFiles, writeDeviceFiles } from '../emulate/device-files.js';
import type { Io } from '../terminal/io.js';
import { printable } from '../terminal/printable.js';

/** What real devices need to join. */
export interface Endpoint extends DeviceFiles {
  readonly mqtt: { readonly host: string; readonly port: number };
  readonly http: { readonly url: string };
  readonly templateName: string;
}

/** Writes the credentials, and says where devices connect. */
export async function openToDevices(
  folder: string,
  emulator: Emulator,
  io: Pick<Io, 'err'>,
): Promise<Endpoint> {
  const files = await writeDeviceFiles(folder, emulator);
  const { mqtt, http, templateName } = emulator;
  io.err(
    [
      `gangway: MQTT over TLS on ${mqtt.host}:${mqtt.port}, control plane ${http.url}, template ${templateName}`,
      `gangway: CA ${files.ca}, claim certificate ${files.claimCertificate}, its key ${files.claimKey}\n`,
    ].join('\n'),
  );
  return { mqtt, http, templateName, ...files };
}

/** Says what the hook decides about a device that joins. */
export function announce({ outcome, reason, subject }: DecisionRecord, io: Pick<Io, 'err'>): void {
  const who = printable(subject.clientId ?? 'somebody');
  const what = reason === undefined ? 'was admitted' : `was refused: ${printable(reason.code)}`;
  io.err(`gangway: ${outcome === 'DENY_ERROR' ? 'ERROR: ' : ''}${who} ${what}\n`);
}
