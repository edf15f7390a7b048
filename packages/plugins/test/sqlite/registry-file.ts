import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Clock,
  claimDevice,
  type DeviceRecord,
  type DeviceStore,
  type Intent,
  type LedgerEntry,
  PortError,
  type ProvisioningRequest,
} from '@gangway/core';
import { openSqliteStore } from '@gangway/plugins/sqlite-device-registry';
import { systemClock } from '@gangway/plugins/system-clock';
import { afterEach, beforeEach } from 'mocha';

/** The machine's own time. */
export const realClock = systemClock().provides[0]?.create({}) as Clock;

export const signal: AbortSignal = new AbortController().signal;

/** A fresh folder for each test, and the stores opened in it, closed after it. */
export function registryFile(): {
  readonly path: () => string;
  readonly open: (more?: Partial<Parameters<typeof openSqliteStore>[0]>) => DeviceStore;
} {
  let folder = '';
  const opened: DeviceStore[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gangway-sqlite-'));
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    rmSync(folder, { recursive: true });
  });
  const path = () => join(folder, 'devices.db');
  return {
    path,
    open: (more = {}) => {
      const store = openSqliteStore({ path: path(), clock: realClock, create: true, ...more });
      opened.push(store);
      return store;
    },
  };
}

export const expected = (id: string): DeviceRecord => ({
  id,
  state: 'expected',
  attributes: { Site: 'Oslo' },
});

/** A short name as 64 hex digits. */
export const idOf = (name: string): string => Buffer.from(name).toString('hex').padStart(64, '0');

/** A request of one certificate for one device; of the request itself the ledger reads identifiers only. */
export function entryFor(
  certificate: string,
  deviceId: string,
  more: Partial<LedgerEntry> & { readonly intents?: readonly Intent[] } = {},
): LedgerEntry {
  const certificateId = idOf(certificate);
  return {
    certificateId,
    parametersHash: '0'.repeat(64),
    intents: more.intents ?? [claimDevice(deviceId)],
    answer: { Site: { source: 'registry-overrides', value: 'Oslo' } },
    request: {
      certificateId,
      claimCertificateId: 'c'.repeat(64),
      certificate: { publicKeyHash: certificateId },
      template: { name: 'first-fleet' },
    } as ProvisioningRequest,
    ...more,
  };
}

/** The code that a call rejects with, and its detail; `answered` if it does not. */
export async function faultIn(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'answered';
  } catch (error) {
    if (!(error instanceof PortError)) return String(error);
    return `${error.code}: ${error.message}`;
  }
}
