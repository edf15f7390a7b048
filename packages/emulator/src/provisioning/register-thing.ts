import type { PreProvisioningEvent } from '@gangway/core';
import { certificateIdParameter, evaluateTemplate, type Provisioning } from '@gangway/template';
import { type Account, arnOf } from '../account/account.js';
import type { FaultPlan } from '../chaos/fault-plan.js';
import type { HookTarget } from '../hook-target/hook-target.js';
import { applyProvisioning } from './apply/apply-provisioning.js';
import { askHook } from './ask-hook.js';
import { admitToTemplate } from './claim-certificate.js';
import type { FleetTemplate } from './fleet-templates.js';
import { type Ownership, ownershipOf } from './ownership-token.js';
import type { Parameters } from './parameters.js';
import type { Caller } from './provisioning-service.js';
import { refuse } from './refusals.js';
import { type RegisterPayload, readRegisterPayload } from './register-payload.js';

export interface RegistrationParts {
  readonly account: Account;
  readonly hook: HookTarget;
  readonly faults: FaultPlan;
  readonly templateOf: (name: string) => FleetTemplate;
}

export interface Registration {
  readonly templateName: string;
  readonly payload: unknown;
  readonly caller: Caller;
}

/**
 * `RegisterThing`: asks the hook, evaluates the template, and only then writes, all of it or nothing. The token is used up
 * by that alone, so that a device whose registration failed after the hook's yes can try again with the same certificate.
 *
 * @throws Rejection
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html#register-thing
 */
export async function registerThing(
  parts: RegistrationParts,
  { templateName, payload, caller }: Registration,
): Promise<Readonly<Record<string, unknown>>> {
  const { account } = parts;
  admitToTemplate(account, caller, templateName);
  const request = readRegisterPayload(payload);
  const found = parts.templateOf(templateName);
  const ownership = ownershipOf(account, request.token);
  const overrides = await overridesOf(parts, { found, request, ownership, caller });
  const provisioning = evaluate(found, request.parameters, overrides, ownership);
  account.store.transaction(() => {
    // Asked again: while the hook decided, another call may have used the token, or an operator taken the claim or the template
    // away. A template that was changed meanwhile goes on as the hook was asked about it.
    admitToTemplate(account, caller, templateName);
    parts.templateOf(templateName);
    const { tokenHash, certificate } = ownershipOf(account, request.token);
    applyProvisioning(account, provisioning, certificate);
    account.store.tokens.delete(tokenHash);
  });
  const { thing, deviceConfiguration } = provisioning;
  return {
    deviceConfiguration: { ...deviceConfiguration },
    ...(thing === undefined ? {} : { thingName: thing.thingName }),
  };
}

interface Asking {
  readonly found: FleetTemplate;
  readonly request: RegisterPayload;
  readonly ownership: Ownership;
  readonly caller: Caller;
}

async function overridesOf(
  { account, hook, faults }: RegistrationParts,
  { found: { row }, request, ownership: { certificate }, caller }: Asking,
): Promise<Parameters> {
  // A template without a hook provisions whoever has a token: that is AWS IoT's own default.
  if (row.preProvisioningHook === undefined) return {};
  const { targetArn } = row.preProvisioningHook;
  const { clientId, requestId } = caller;
  const event: PreProvisioningEvent = {
    claimCertificateId: caller.certificateId,
    certificateId: certificate.certificateId,
    certificatePem: certificate.certificatePem,
    templateArn: arnOf(account, 'provisioningtemplate', row.templateName),
    clientId,
    parameters: request.parameters,
  };
  const subject = { clientId, operation: 'RegisterThing' } as const;
  const { clock } = account;
  return askHook({ clock, hook, faults }, { event, targetArn, requestId, subject });
}

/** An override replaces what the device sent. The certificate's id is AWS IoT's to say, whatever either of them says. */
function evaluate(
  { template }: FleetTemplate,
  sent: Parameters,
  overrides: Parameters,
  { certificate: { certificateId } }: Ownership,
): Provisioning {
  const parameters: Record<string, string> = Object.assign(Object.create(null), sent, overrides, {
    [certificateIdParameter]: certificateId,
  });
  const evaluation = evaluateTemplate(template, parameters);
  if (evaluation.kind === 'provisioning') return evaluation.provisioning;
  const { code, at, message } = evaluation.fault;
  throw refuse('TEMPLATE_NOT_EVALUATED', `${code} at "${at}": ${message}`);
}
