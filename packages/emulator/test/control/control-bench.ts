import { IoTClient } from '@aws-sdk/client-iot';
import type { Account } from '@gangway/emulator';
import { type FakeClock, fakeClock, makeCertificate, memoryLogger } from '@gangway/testing';
import { memoryAccountStore } from '../../dist/account/memory-account-store.js';
import { createCertificateAuthority } from '../../dist/certificates/create-certificate-authority.js';
import {
  type ControlPlane,
  type ControlPlaneOptions,
  startControlPlane,
} from '../../dist/control/start-control-plane.js';

/** A control plane that listens, with what a test needs around it. */
export interface ControlBench {
  readonly account: Account;
  readonly clock: FakeClock;
  readonly control: ControlPlane;
  readonly client: IoTClient;
  readonly log: ReturnType<typeof memoryLogger>;
  /** Certificates that were cut off, in order. */
  readonly disconnected: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startControlBench(
  options: Partial<ControlPlaneOptions> = {},
): Promise<ControlBench> {
  const clock = fakeClock();
  const log = memoryLogger();
  const account: Account = {
    accountId: '123456789012',
    region: 'eu-north-1',
    store: memoryAccountStore(),
    authority: await createCertificateAuthority({ clock }),
    clock,
    logger: log,
  };
  const disconnected: string[] = [];
  const control = await startControlPlane({
    account,
    port: 0,
    disconnect: (certificateId) => void disconnected.push(certificateId),
    endpoint: () => '127.0.0.1:8883',
    ...options,
  });
  const client = new IoTClient({
    endpoint: control.url,
    region: account.region,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
    maxAttempts: 1,
  });
  return {
    account,
    clock,
    control,
    client,
    log,
    disconnected,
    async [Symbol.asyncDispose]() {
      client.destroy();
      await control.close();
    },
  };
}

/** What a call was refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('the call was not refused');
}

/** Puts an active certificate of its own into an account. */
export async function certificateIn({ store, clock }: Account): Promise<string> {
  const { certificateId, pem } = await makeCertificate({ freshKey: true });
  const now = clock.now();
  store.certificates.put(certificateId, {
    certificateId,
    certificatePem: pem,
    status: 'ACTIVE',
    createdAt: now,
    modifiedAt: now,
  });
  return certificateId;
}
