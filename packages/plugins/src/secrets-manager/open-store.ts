import type { Clock, Secret, SecretStore } from '@gangway/core';
import { keptAnswers } from '../kept/kept-answers.js';
import { keptTimes } from '../kept/kept-options.js';
import type { StoreOptions } from './options.js';
import type { SecretQuery } from './secret-query.js';
import type { SecretsWay } from './secrets-way.js';

const current = 'AWSCURRENT';

/** @param wayOf how Secrets Manager is asked; what it finds out is its own to remember */
export function openStore(
  clock: Clock,
  wayOf: () => Promise<SecretsWay>,
  options: StoreOptions,
): SecretStore {
  const kept = keptAnswers<Secret>(
    async (key, signal) => (await wayOf()).get(queryOf(key), { clock, signal }),
    keptTimes(options),
  );
  return Object.freeze({
    async get(id, { signal, stage = current, rejectedVersion }) {
      const secret = await kept.find(keyOf({ id, stage }), {
        clock,
        signal,
        ...(rejectedVersion === undefined
          ? {}
          : { rejects: ({ version }) => version === rejectedVersion }),
      });
      return secret === undefined ? undefined : copyOf(secret);
    },
  } satisfies SecretStore);
}

const keyOf = ({ id, stage }: SecretQuery): string => JSON.stringify([id, stage]);

function queryOf(key: string): SecretQuery {
  const [id, stage] = JSON.parse(key) as [string, string];
  return { id, stage };
}

/** Octets can be written to, so that each caller has octets of its own. */
const copyOf = ({ value, version }: Secret): Secret =>
  Object.freeze({ value: typeof value === 'string' ? value : value.slice(), version });
