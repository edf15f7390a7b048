import { createHash, createSecretKey, X509Certificate } from 'node:crypto';
import { composeHook, defineHook, type Hook } from '@gangway/composition';
import type { Plugin, PreProvisioningEvent } from '@gangway/core';
import {
  deriveDeviceKey,
  deviceToken,
  mintDeviceToken,
  type TokenBinding,
} from '@gangway/plugins/device-token';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { anEvent, type MadeCertificate, memoryLogger, memorySecretStore } from '@gangway/testing';

/** A device of a batch that was drawn, and the hook that knows its batch key. */
export interface TokenCase {
  readonly batchKey: Buffer;
  readonly keyId: string;
  readonly serialNumber: string;
  readonly binding: TokenBinding;
  readonly boundTo: string;
  readonly event: PreProvisioningEvent;
  readonly hook: Hook;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
// Some of more than one octet in UTF-8, and what a shell or a printf might take for its own.
const serialAlphabet = `${alphabet} .:/%\\'"$*é中😀`;

/** Draws a case. */
export function drawCase(
  random: () => number,
  certificate: MadeCertificate,
  replace: readonly Plugin[] = [],
): TokenCase {
  const draw = (most: number) => Math.floor(random() * most);
  const text = (letters: string, most: number) => {
    const each = [...letters];
    return Array.from({ length: 1 + draw(most) }, () => each[draw(each.length)]).join('');
  };
  const batchKey = drawOctets(random, 32 + draw(33));
  const keyId = text(alphabet, 32);
  const serialNumber = text(serialAlphabet, 40);
  const binding = draw(2) === 0 ? 'certificate' : 'public-key';
  const ring = JSON.stringify({ keys: { [keyId]: batchKey.toString('base64') } });
  const plugins = [
    eventIntegrity(),
    memorySecretStore({ keys: { value: ring, version: '1' } }),
    deviceToken({ serialNumber: 'SerialNumber', secretId: 'keys' }),
  ];
  return {
    batchKey,
    keyId,
    serialNumber,
    binding,
    boundTo: binding === 'certificate' ? certificate.certificateId : publicKeyHash(certificate),
    event: anEvent({ serialNumber, clientId: 'device', certificate }),
    hook: composeHook(defineHook(plugins), { replace: [memoryLogger().plugin(), ...replace] }),
  };
}

export const drawOctets = (random: () => number, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));

/** A token of ours for a case. */
export function mintFor(one: TokenCase, expiresAt: number, nonce: Buffer): string {
  const { batchKey, keyId, serialNumber, binding, boundTo } = one;
  const deviceKey = deriveDeviceKey(createSecretKey(batchKey), serialNumber);
  return mintDeviceToken({ deviceKey, keyId, serialNumber, binding, boundTo, expiresAt, nonce });
}

/** `ALLOW`, or class and code. */
export async function verdictOn({ hook, event }: TokenCase, token: string): Promise<string> {
  const decision = await hook.decide({
    ...event,
    parameters: { ...event.parameters, DeviceToken: token },
  });
  return decision.outcome === 'ALLOW' ? 'ALLOW' : `${decision.outcome} ${decision.reason.code}`;
}

function publicKeyHash({ pem }: MadeCertificate): string {
  const spki = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex');
}
