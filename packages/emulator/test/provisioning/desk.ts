import {
  type Account,
  type AccountStore,
  type FaultPlan,
  type HookTarget,
  memoryAccountStore,
  noFaults,
} from '@gangway/emulator';
import {
  type FakeClock,
  fakeClock,
  type MemoryLogger,
  makeCertificate,
  makeSigningRequest,
  memoryLogger,
} from '@gangway/testing';
import { createProvisioningService } from '../../dist/provisioning/create-provisioning-service.js';
import type { Caller, ProvisioningService } from '../../dist/provisioning/provisioning-service.js';
import type { Rejection } from '../../dist/provisioning/rejection.js';
import { simpleTemplate } from './templates.js';

type Ask = HookTarget['ask'];

export interface DeskOptions {
  /** What the hook answers; yes unless told. */
  readonly ask?: Ask;
  readonly body?: object;
  readonly hasHook?: boolean;
  readonly faults?: Partial<FaultPlan>;
  /** One in memory unless told. */
  readonly store?: AccountStore;
}

export interface Created {
  readonly certificateId: string;
  readonly certificatePem: string;
  readonly certificateOwnershipToken: string;
}

/** An account with a claim certificate, a template `first-fleet` and a hook under test. */
export interface Desk {
  readonly account: Account;
  readonly store: AccountStore;
  readonly clock: FakeClock;
  readonly logger: MemoryLogger;
  readonly service: ProvisioningService;
  readonly caller: Caller;
  create(): Promise<Created>;
  register(payload: unknown, more?: Partial<Caller> & { templateName?: string }): Promise<unknown>;
  /** The reason of the last refusal, as the log has it. */
  reason(): unknown;
}

export const targetArn = 'arn:aws:lambda:us-east-1:123456789012:function:hook';
export const yes = { allowProvisioning: true, parameterOverrides: {} };
const claimId = 'c1a1'.repeat(16);

export async function makeDesk(options: DeskOptions = {}): Promise<Desk> {
  const clock = fakeClock();
  const logger = memoryLogger();
  const { store = memoryAccountStore() } = options;
  const account: Account = {
    accountId: '123456789012',
    region: 'us-east-1',
    store,
    authority,
    clock,
    logger,
  };
  const hook: HookTarget = { label: 'under test', ask: options.ask ?? (async () => yes) };
  const service = createProvisioningService({
    account,
    hook,
    faults: { ...noFaults, ...options.faults },
  });
  const now = clock.now();
  store.certificates.put(claimId, {
    certificateId: claimId,
    certificatePem: 'the claim certificate',
    status: 'ACTIVE',
    createdAt: now,
    modifiedAt: now,
  });
  store.policies.put('device', { policyName: 'device', policyDocument: '{}', createdAt: now });
  putTemplate(store, 'first-fleet', options.body ?? simpleTemplate(), options.hasHook ?? true);
  const caller: Caller = { clientId: 'client-1', certificateId: claimId, requestId: 'request-1' };
  return {
    account,
    store,
    clock,
    logger,
    service,
    caller,
    create: async () =>
      (await service.call(
        { operation: 'CreateKeysAndCertificate', payload: {} },
        caller,
      )) as unknown as Created,
    register: (payload, { templateName = 'first-fleet', ...more } = {}) =>
      service.call({ operation: 'RegisterThing', templateName, payload }, { ...caller, ...more }),
    reason: () => logger.lines.findLast(({ message }) => message === 'rejected')?.fields.reason,
  };
}

export function putTemplate(
  store: AccountStore,
  templateName: string,
  body: object,
  hasHook = true,
): void {
  store.templates.put(templateName, {
    templateName,
    enabled: true,
    type: 'FLEET_PROVISIONING',
    provisioningRoleArn: 'arn:aws:iam::123456789012:role/provisioning',
    ...(hasHook ? { preProvisioningHook: { targetArn, payloadVersion: '2020-04-01' } } : {}),
    versions: [{ versionId: 1, templateBody: JSON.stringify(body), createdAt: 0 }],
    defaultVersionId: 1,
    createdAt: 0,
    modifiedAt: 0,
  });
}

export function putNamed(
  store: AccountStore,
  table: 'thingGroups' | 'thingTypes' | 'billingGroups',
  ...names: readonly string[]
): void {
  for (const name of names) store[table].put(name, { name, id: name, createdAt: 0 });
}

export function putThing(store: AccountStore, thingName: string): void {
  store.things.put(thingName, {
    thingName,
    thingId: thingName,
    attributes: {},
    version: 1,
    createdAt: 0,
  });
}

/** All that an account holds, seen from outside. */
export function dump(store: AccountStore): unknown {
  const { certificates, things, policies, thingGroups, thingTypes, billingGroups, tokens } = store;
  const tables = [certificates, things, policies, thingGroups, thingTypes, billingGroups, tokens];
  return {
    tables: tables.map((table) => table.list()),
    policyCertificates: policies
      .list()
      .map(({ policyName }) => store.policyCertificates.rightsOf(policyName)),
    thingCertificates: things
      .list()
      .map(({ thingName }) => store.thingCertificates.rightsOf(thingName)),
    groupThings: thingGroups.list().map(({ name }) => store.groupThings.rightsOf(name)),
  };
}

/** What a refused call tells the device. */
export const refusalOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'accepted',
    (error: Rejection) => error.payload ?? error,
  );

// Its certificates are real, its keys the process's own: making new ones is slow and nothing here depends on them.
const authority: Account['authority'] = {
  caPem: '',
  async issueKeys() {
    const { certificateId, pem, privateKeyPem } = await makeCertificate();
    return { certificateId, certificatePem: pem, publicKey: '', privateKey: privateKeyPem };
  },
  issueForRequest: () => fromRequest,
  issueForServer: () => Promise.reject(new Error('no server here')),
};
const { certificateId, pem } = await makeCertificate({ subject: 'CN=from a request' });
const fromRequest = { certificateId, certificatePem: pem };
export const signingRequest = await makeSigningRequest();
