import type { Account } from '../account/account.js';
import type { FaultPlan } from '../chaos/fault-plan.js';
import type { HookTarget } from '../hook-target/hook-target.js';
import { admitClaim } from './claim-certificate.js';
import { createCertificateFromCsr, createKeysAndCertificate } from './create-certificate.js';
import { createFleetTemplates } from './fleet-templates.js';
import type { Caller, ProvisioningCall, ProvisioningService } from './provisioning-service.js';
import { registerThing } from './register-thing.js';
import { Rejection } from './rejection.js';
import { createSweep } from './sweep.js';

export interface ProvisioningServiceOptions {
  readonly account: Account;
  /** The hook that is asked for every template that has one, whatever its ARN. */
  readonly hook: HookTarget;
  readonly faults: FaultPlan;
}

/**
 * Makes the fleet provisioning API of an account. Each call leaves one line in the account's log, which says of a refusal why;
 * whoever carries the answer to the device need not log it again.
 *
 * @example
 * const service = createProvisioningService({ account, hook: inProcessHook(hook), faults: noFaults });
 * await service.call({ operation: 'CreateKeysAndCertificate', payload: {} }, caller);
 */
export function createProvisioningService({
  account,
  hook,
  faults,
}: ProvisioningServiceOptions): ProvisioningService {
  const sweep = createSweep(account);
  const templateOf = createFleetTemplates(account.store);
  const carryOut = async (call: ProvisioningCall, caller: Caller) => {
    if (call.operation === 'RegisterThing') {
      const { templateName, payload } = call;
      return registerThing(
        { account, hook, faults, templateOf },
        { templateName, payload, caller },
      );
    }
    admitClaim(account, caller);
    sweep();
    const subject = { clientId: caller.clientId, operation: call.operation };
    return call.operation === 'CreateKeysAndCertificate'
      ? createKeysAndCertificate({ account, faults }, subject)
      : createCertificateFromCsr({ account, faults }, subject, call.payload);
  };
  return Object.freeze({
    async call(call: ProvisioningCall, caller: Caller) {
      try {
        const accepted = await carryOut(call, caller);
        tellAccepted(account, hook, { call, caller, accepted });
        return accepted;
      } catch (error) {
        if (error instanceof Rejection) tellRejected(account, hook, { call, caller, error });
        throw error;
      }
    },
  });
}

interface Made {
  readonly call: ProvisioningCall;
  readonly caller: Caller;
}

function tellAccepted(
  { logger }: Account,
  hook: HookTarget,
  { call, caller, accepted }: Made & { readonly accepted: Readonly<Record<string, unknown>> },
): void {
  const { certificateId, thingName } = accepted;
  logger.log('info', 'accepted', {
    ...describe(call, caller, hook),
    ...(certificateId === undefined ? {} : { certificateId }),
    ...(thingName === undefined ? {} : { thingName }),
  });
}

function tellRejected(
  { logger }: Account,
  hook: HookTarget,
  { call, caller, error }: Made & { readonly error: Rejection },
): void {
  const { statusCode, errorCode, reason } = error;
  logger.log('warn', 'rejected', {
    ...describe(call, caller, hook),
    statusCode,
    errorCode,
    reason,
  });
}

const describe = (call: ProvisioningCall, caller: Caller, hook: HookTarget) => ({
  operation: call.operation,
  requestId: caller.requestId,
  clientId: caller.clientId,
  claimCertificateId: caller.certificateId,
  ...(call.operation === 'RegisterThing'
    ? { templateName: call.templateName, hook: hook.label }
    : {}),
});
