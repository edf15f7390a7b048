import { createHash } from 'node:crypto';
import {
  Clock,
  definePlugin,
  deny,
  fact,
  type ProvisioningRequest,
  permit,
  SecretStore,
  spendNonce,
  timing,
} from '@gangway/core';
import * as v from 'valibot';
import { identityProof } from './device/identity-proof.js';
import { parameterName } from './text/parameter-name.js';
import { heldKeyRing } from './token/held-key-ring.js';
import { defaultRules, judgeToken, notAToken, type TokenVerdict } from './token/judge-token.js';
import type { KeyRing } from './token/key-ring.js';
import { faultInSerial } from './token/serial-number.js';
import { tokenReasonCodes } from './token/token-reason-codes.js';
import { parseToken } from './token/token-text.js';

export { deriveDeviceKey } from './token/device-key.js';
export {
  type TokenRefusalCode,
  type TokenRules,
  type TokenSubject,
  type TokenVerdict,
  verifyDeviceToken,
} from './token/judge-token.js';
export { type KeyRing, KeyRingFault, parseKeyRing } from './token/key-ring.js';
export { mintDeviceToken, type TokenInput } from './token/mint-device-token.js';
export type { DeviceToken, TokenBinding } from './token/token-text.js';

const day = 86_400;

const seconds = (least: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(day));

const options = v.pipe(
  v.strictObject({
    /** Name of the parameter that carries the device's serial number. */
    serialNumber: parameterName,
    /** Name of the parameter that carries the token. */
    parameter: v.optional(parameterName, 'DeviceToken'),
    /** Id of the secret that is the key ring. */
    secretId: v.pipe(
      v.string(),
      v.minLength(1, 'is empty'),
      // An id stands in details, and so in the log.
      v.check((id) => !/["{}]/.test(id), 'is the ring itself, and not the id of a secret'),
    ),
    /** What a token may be bound to. */
    bindings: v.optional(
      v.pipe(
        v.array(v.picklist(['certificate', 'public-key'])),
        v.minLength(1, 'at least one must be allowed'),
      ),
      [...defaultRules.bindings],
    ),
    /** How far away the end of a token may be. */
    maxLifetimeSeconds: v.optional(seconds(1), defaultRules.maxLifetimeSeconds),
    /** How far the device's clock and the hook's may be apart. */
    clockSkewSeconds: v.optional(seconds(0), defaultRules.clockSkewSeconds),
    /** Lets each token bring one certificate aboard, by the ledger. */
    oneTime: v.optional(v.boolean(), false),
  }),
  v.check(
    ({ serialNumber, parameter }) => serialNumber !== parameter,
    'serialNumber and parameter name one and the same parameter',
  ),
);

/**
 * Asks the device for a proof that it is the one whose serial number it sends: a token that only the key in that device can
 * make, over this serial number and this certificate, with an end not far away. The keys of all devices are derived from
 * batch keys, which stand in a secret: `{ "keys": { "<keyId>": "<base64>" } }`. Gives the fact `identity-proof`.
 *
 * A claim certificate that was copied out of a device then brings nobody aboard by itself.
 *
 * Needs a `SecretStore`, asked with each request whose token has the right form; one that cannot be asked is no "no": what
 * it throws becomes a `DENY_ERROR`. A token that does not verify is judged once more, with the ring that the store gives when it is
 * told that this one did not serve; where there is no other ring, "no" stays "no". With `oneTime` also a `ClaimLedger`, in which each token's nonce is spent: a repeat with
 * the same certificate gets its answer again, another certificate over the same token is denied `NONCE_SPENT`.
 *
 * @see docs/device-token.md
 * @see https://datatracker.ietf.org/doc/html/rfc5869
 * @example deviceToken({ serialNumber: 'SerialNumber', secretId: 'fleet/device-keys' })
 * @example
 * deviceToken({ serialNumber: 'SerialNumber', secretId: 'fleet/device-keys', bindings: ['certificate'], maxLifetimeSeconds: 600 })
 */
export const deviceToken = definePlugin({
  name: 'device-token',
  options,
  needs: { secrets: SecretStore, clock: Clock },
  facts: { gives: [identityProof] },
  reasonCodes: tokenReasonCodes,
  build: ({ serialNumber, parameter, secretId, oneTime, ...rules }) => {
    const keyRing = heldKeyRing(secretId);
    const sent = ({ parameters }: ProvisioningRequest) => ({
      serial: parameters[serialNumber] ?? '',
      text: parameters[parameter] ?? '',
    });
    return {
      parameters: [serialNumber, parameter],
      freshParameters: [parameter],
      secrets: [secretId],
      checks: {
        'device-token': async (request, { ports, signal }) => {
          const { serial, text } = sent(request);
          const fault = faultInSerial(serial);
          if (fault !== undefined) {
            return deny('DEVICE_TOKEN_SERIAL_INVALID', `the parameter "${serialNumber}": ${fault}`);
          }
          if (text === '') return deny('DEVICE_TOKEN_MISSING', `the parameter "${parameter}"`);
          // Before the store is asked: whoever sends anything at all must not use up its calls.
          const token = parseToken(text);
          if (token === undefined) return deny('DEVICE_TOKEN_MALFORMED', notAToken(text));
          const subject = {
            serialNumber: serial,
            certificateId: request.certificateId,
            publicKeyHash: request.certificate.publicKeyHash,
            at: request.receivedAt,
          };
          const reading = { ports, signal };
          const judge = (ring: KeyRing) => judgeToken(token, ring, subject, rules);
          const held = await keyRing.read(reading);
          const first = judge(held.ring);
          const newer = mayBeRotated(first) ? await keyRing.readNewer(held, reading) : undefined;
          const verdict = newer === undefined ? first : judge(newer);
          return verdict.kind === 'wrong'
            ? deny(verdict.code, verdict.detail)
            : permit(fact(identityProof, { deviceId: serial, method: 'device-token' }));
        },
      },
      ...(oneTime
        ? {
            intents: (request: ProvisioningRequest) => {
              const { serial, text } = sent(request);
              return [spent(serial, text, rules.clockSkewSeconds)];
            },
          }
        : {}),
      prepare: async ({ ports, signal }) => {
        await keyRing.read({ ports, signal });
      },
      probe: async ({ ports, signal }) => {
        await keyRing.read({ ports, signal });
      },
    };
  },
});

/** A ring that was read before its secret was rotated knows neither a new key nor a key that was replaced. */
const mayBeRotated = (verdict: TokenVerdict): boolean =>
  verdict.kind === 'wrong' &&
  (verdict.code === 'DEVICE_TOKEN_KEY_UNKNOWN' || verdict.code === 'DEVICE_TOKEN_WRONG');

/**
 * A nonce is remembered until no request can come through with it any more: one that is received at the last moment of the
 * clocks' tolerance is committed up to five seconds later.
 */
function spent(serialNumber: string, text: string, clockSkewSeconds: number) {
  const token = parseToken(text);
  if (token === undefined) throw new TypeError('the check let through what is no token');
  // Hashed, so that no device chooses what a name in the ledger looks like.
  const device = createHash('sha256').update(serialNumber).digest('hex');
  const end = (token.expiresAt + clockSkewSeconds) * 1_000 + timing.awsLimitMs;
  return spendNonce(`device-token/${device}/${token.nonce}`, end);
}
