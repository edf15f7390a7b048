import { composeHook, defineHook } from '@gangway/composition';
import { Clock, definePlugin, type Plugin, provide } from '@gangway/core';
import {
  type Chaos,
  type FaultPlan,
  type HookTarget,
  inProcessHook,
  noFaults,
  type PresenceRule,
  startEmulator,
} from '@gangway/emulator';
import { claimOnce } from '@gangway/plugins/claim-once';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { createSystemClock } from '@gangway/plugins/system-clock';
import {
  type Fleet,
  generateFleet,
  impostorKinds,
  type RehearsalOptions,
  type RehearsalReport,
  rehearse,
  timedHook,
} from '@gangway/rehearsal';
import { memoryLogger } from '@gangway/testing';

const policyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'iot:Connect',
      Resource: 'arn:aws:iot:*:*:client/$' + '{iot:Connection.Thing.ThingName}',
    },
  ],
};

export const templateBody = JSON.stringify({
  Parameters: { SerialNumber: { Type: 'String' } },
  Resources: {
    thing: { Type: 'AWS::IoT::Thing', Properties: { ThingName: { Ref: 'SerialNumber' } } },
    certificate: {
      Type: 'AWS::IoT::Certificate',
      Properties: { CertificateId: { Ref: 'AWS::IoT::Certificate::Id' }, Status: 'ACTIVE' },
    },
    policy: { Type: 'AWS::IoT::Policy', Properties: { PolicyDocument: policyDocument } },
  },
});

/** Thirty devices; two of them take the ways that are slow. */
export const smallFleet = (seed = 1): Fleet => {
  const { devices, ...fleet } = generateFleet({ count: 30, seed, keys: { 'p-256': 1 } });
  const [first, second, ...rest] = devices;
  if (first === undefined || second === undefined) throw new RangeError('no fleet');
  return {
    ...fleet,
    devices: [{ ...first, keys: 'aws-iot' }, { ...second, keys: 'rsa-2048' }, ...rest],
  };
};

export const allImpostors = Object.freeze(
  Object.fromEntries(impostorKinds.map((kind) => [kind, 7])),
);

/** What a team would write: known devices, once each. */
export const soundPlugins = ({ devices }: Fleet): readonly Plugin[] => [
  eventIntegrity(),
  memoryDeviceRegistry({ devices: devices.map(({ serialNumber: id }) => ({ id })) }),
  registeredDevice({ serialNumber: 'SerialNumber' }),
  claimOnce(),
];

/** A hook under test, and what it said last to whom. */
export interface HookUnderTest {
  readonly target: HookTarget;
  readonly reasonOf: (clientId: string) => string | undefined;
}

export function hookOf(plugins: readonly Plugin[], { clock }: Partial<Chaos> = {}): HookUnderTest {
  const reasons = new Map<string, string>();
  const replace = [memoryLogger().plugin(), ...(clock ? [clockOf(clock)] : [])];
  const hook = composeHook(defineHook(plugins), { replace });
  const target = inProcessHook({
    ...hook,
    async decide(event, options) {
      const decision = await hook.decide(event, options);
      const { clientId } = event as { clientId: string };
      if (decision.outcome !== 'ALLOW') reasons.set(clientId, decision.reason.code);
      return decision;
    },
  });
  return { target, reasonOf: (clientId) => reasons.get(clientId) };
}

const clockOf = (clock: Clock) =>
  definePlugin({
    name: 'clock-of-chaos',
    build: () => ({ provides: [provide(Clock, {}, () => clock)] }),
  })();

export interface DeskOptions {
  readonly chaos?: Chaos;
  readonly faultPlan?: Partial<FaultPlan>;
  readonly body?: string;
  readonly presence?: PresenceRule;
}

/** Rehearses a small fleet with all impostors, in an emulator that is over when it answers. */
export async function rehearseWith(
  hook: HookTarget,
  options: Partial<RehearsalOptions> & DeskOptions = {},
): Promise<RehearsalReport> {
  const { chaos, faultPlan, body = templateBody, presence, ...asked } = options;
  const faults = chaos?.faults ?? (faultPlan && { ...noFaults, ...faultPlan });
  const { target, latency } = timedHook(hook, createSystemClock());
  await using emulator = await startEmulator({
    hook: target,
    template: { name: 'first-fleet', body },
    ...(faults && { faults }),
    ...(chaos && { clock: chaos.clock }),
    ...(presence && { presence }),
  });
  chaos?.attach(emulator);
  return await rehearse({
    emulator,
    hook: 'under test',
    fleet: smallFleet(),
    impostors: allImpostors,
    concurrency: 8,
    seed: 1,
    hookLatency: latency,
    ...asked,
  });
}
