import { createHash } from 'node:crypto';
import type { OverrideOrigin } from '../domain/decision.js';
import { isOverride } from '../domain/is-override.js';
import type { ProvisioningRequest } from '../domain/request.js';
import type { StoredAnswer, StoredOverride } from '../ports/claim-ledger.js';
import type { Override, OverrideMap } from './override.js';
import { plainText } from './redaction.js';
import { denied, type Run } from './run.js';

/**
 * SHA-256 over the template's ARN and the name and value pairs, sorted by name, in lowercase hex: the order a device sends
 * them in means nothing. Through another template the same parameters are another request, with other answers.
 *
 * @param fresh names left out: a device that asks again signs again
 */
export function hashParameters(
  { template, parameters }: Pick<ProvisioningRequest, 'template' | 'parameters'>,
  fresh: ReadonlySet<string>,
): string {
  const pairs = Object.entries(parameters)
    .filter(([name]) => !fresh.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([template.arn, pairs]))
    .digest('hex');
}

/** What a ledger keeps of an answer: of a secret its source and version, never its value. */
export function storedAnswer(overrides: OverrideMap): StoredAnswer {
  const entries = [...overrides].map(([key, { value, origin }]) => [
    key,
    Object.freeze({
      source: origin.source,
      ...(origin.version === undefined ? {} : { version: origin.version }),
      ...(origin.secret ? {} : { value }),
    }),
  ]);
  return Object.freeze(Object.fromEntries(entries));
}

/**
 * The stored values; for a secret, of which no value is stored, the one that its source gives now. What comes out of a
 * store is held to the same limits as what comes from a source.
 */
export function answerAgain(run: Run, answer: StoredAnswer, current: OverrideMap): OverrideMap {
  const again = new Map<string, Override>();
  for (const [key, stored] of Object.entries(answer)) {
    const value: unknown = stored?.value ?? current.get(key)?.value;
    if (!isOverride(key, value) || typeof stored.source !== 'string') {
      throw denied('LEDGER_FAILED', `the stored answer has no usable value of "${key}" any more`);
    }
    again.set(key, { value, origin: originOf(run, key, stored, current.get(key)) });
  }
  return again;
}

function originOf(run: Run, key: string, stored: StoredOverride, now?: Override): OverrideOrigin {
  const isKept = stored.value !== undefined;
  const version = isKept ? stored.version : now?.origin.version;
  // A value that was stored in the open may have been moved to where secrets are.
  const isSecretNow = now?.origin.secret === true && now.value === stored.value;
  return Object.freeze({
    source: isKept || now === undefined ? stored.source : now.origin.source,
    secret: !isKept || isSecretNow,
    ...(version === undefined ? {} : { version: plainText(version, 128) }),
    replaced: key in run.request.parameters,
  });
}
