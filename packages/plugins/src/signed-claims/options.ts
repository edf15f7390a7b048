import { limits } from '@gangway/core';
import * as v from 'valibot';
import { holdsPassword, isOutOfReach } from '../http/address.js';
import { fetchOption } from '../http/fetch-option.js';
import { partNames } from '../proof/long-parameter.js';
import { filePath } from '../text/file-path.js';
import { isPlainRecord, parameterName } from '../text/parameter-name.js';
import { type SignatureAlgorithm, signatureAlgorithms } from './algorithms.js';
import { type Binding, bindings } from './check-binding.js';
import { isJsonObject } from './json-object.js';
import { readKeySet } from './key-set.js';
import type { JsonWebKeySet } from './local-keys.js';
import { KeyFault } from './verification-key.js';

const text = v.pipe(
  v.string(),
  v.minLength(1, 'is empty'),
  v.maxLength(limits.parameterNameLength),
);

const seconds = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

const day = 86_400;

const listOf = <const Name extends string>(names: readonly Name[], what: string) =>
  v.pipe(
    v.array(v.picklist(names, `is not one of ${names.join(', ')}`)),
    v.minLength(1, `give at least one ${what}`),
  );

const keySet = v.pipe(
  v.custom<JsonWebKeySet>((value) => isJsonObject(value) && !(value instanceof URL)),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    try {
      readKeySet(dataset.value, 'refuse');
    } catch (error) {
      if (!(error instanceof KeyFault)) throw error;
      addIssue({ message: error.message });
    }
  }),
);

const jwksUrl = v.pipe(
  v.string(),
  v.check(
    (url) => isOutOfReach(url) && !holdsPassword(url),
    'must be an https URL without a name and password in it; http is for this machine alone',
  ),
);

const defaultAlgorithms: readonly SignatureAlgorithm[] = [
  'ES256',
  'ES384',
  'PS256',
  'RS256',
  'EdDSA',
  'Ed25519',
];

const entries = {
  /** Name of the parameter that carries the device's serial number. */
  serialNumber: parameterName,
  /** Who signs: what `iss` must be. */
  issuer: text,
  /** For whom it is signed, this hook: what `aud` must be or hold. */
  audience: text,
  /** The issuer's public keys: a JWK Set, or the path of a file with one. */
  jwks: v.optional(v.union([keySet, filePath], 'must be a JWK Set, a path or a file: URL')),
  /** Where further keys are fetched from. */
  jwksUrl: v.optional(jwksUrl),
  /** Name of the parameter that carries the token; a long one goes on in the same name with 2, 3 … 8 behind it. */
  parameter: v.optional(parameterName, 'SignedClaims'),
  /** What may be signed with. */
  algorithms: v.optional(listOf(signatureAlgorithms, 'algorithm'), [...defaultAlgorithms]),
  /** What the header's `typ` must be. */
  typ: v.optional(text),
  /** The claim that holds the serial number. */
  subjectClaim: v.optional(text, 'sub'),
  /** What may bind a token to the certificate. */
  bindings: v.optional(listOf(bindings, 'binding'), [...bindings] as Binding[]),
  /** Lets a token without a binding pass: whoever has seen it can use it. */
  unbound: v.optional(v.boolean(), false),
  /** Spends the token's `jti`, so that it serves one certificate alone. */
  oneTime: v.optional(v.boolean(), false),
  /** How far the hook's clock and the issuer's may be apart. */
  clockSkewSeconds: v.optional(seconds(0, 300), 60),
  /** How old a token may be, by its `iat`, which must then be there. */
  maxAgeSeconds: v.optional(seconds(1, 366 * day)),
  /** Further claims that must be there, texts all, for later steps. */
  claims: v.optional(v.array(text), []),
  /** Claims that give parameter values, by override key. */
  claimOverrides: v.optional(
    v.pipe(
      v.custom<Readonly<Record<string, string>>>(isPlainRecord, 'must be an object of claim names'),
      v.record(parameterName, text),
    ),
    {},
  ),
  /** How long a fetched set is believed without a question. */
  jwksFreshSeconds: v.optional(seconds(60, day), 600),
  /** How long a fetched set serves while no newer one is to be had. */
  jwksKeptSeconds: v.optional(seconds(60, 7 * day), day),
  /** Shortest time between two fetches, however many unknown keys are asked for. */
  jwksCooldownSeconds: v.optional(seconds(1, 3_600), 30),
  /** What fetches, for proxies and tests. */
  fetch: fetchOption,
};

export const options = v.pipe(
  v.strictObject(entries),
  v.check(
    ({ jwks, jwksUrl: url }) => jwks !== undefined || url !== undefined,
    'give keys: jwks, jwksUrl or both',
  ),
  v.check(
    ({ parameter, serialNumber }) => !partNames(parameter).includes(serialNumber),
    'parameter and serialNumber name one parameter',
  ),
  v.check(
    ({ jwksCooldownSeconds, jwksFreshSeconds, jwksKeptSeconds }) =>
      jwksCooldownSeconds <= jwksFreshSeconds && jwksFreshSeconds <= jwksKeptSeconds,
    'jwksCooldownSeconds may not be over jwksFreshSeconds, nor that over jwksKeptSeconds',
  ),
);

export type Rules = v.InferOutput<typeof options>;
