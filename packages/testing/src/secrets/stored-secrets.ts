import { createHash, randomUUID } from 'node:crypto';
import { type JsonAnswer, refused } from '../aws-json/json-wire.js';
import { registerCanary } from '../canaries.js';
import type { GetSecretValue } from './secrets-wire.js';

/** What a secret is put with. */
export interface SecretVersionTerms {
  /** Id of the version; one of its own unless given. */
  readonly version?: string;
  /** The stages that it takes over; `AWSCURRENT` unless given. */
  readonly stages?: readonly string[];
}

/** The secrets of an account. */
export interface StoredSecrets {
  put(name: string, value: string | Uint8Array, terms?: SecretVersionTerms): string;
  markForDeletion(name: string): void;
  remove(name: string): void;
  answer(call: GetSecretValue): JsonAnswer;
}

interface StoredVersion {
  readonly id: string;
  readonly value: string | Uint8Array;
  readonly createdAt: number;
  stages: readonly string[];
}

interface StoredSecret {
  readonly name: string;
  readonly arn: string;
  versions: readonly StoredVersion[];
  deleted: boolean;
}

/** @param arnOf the ARN of a secret by its name, without the six characters that the service adds */
export function createSecrets(arnOf: (name: string) => string): StoredSecrets {
  const secrets = new Map<string, StoredSecret>();

  const find = (id: string): StoredSecret | undefined =>
    secrets.get(id) ??
    [...secrets.values()].find(({ name, arn }) => arn === id || arnOf(name) === id);

  return {
    put(name, value, { version: id = randomUUID(), stages = ['AWSCURRENT'] } = {}) {
      registerCanary(`secret ${name}`, value);
      const secret = secrets.get(name) ?? newSecret(name, arnOf(name));
      secrets.set(name, secret);
      const versions = secret.versions.filter((version) => version.id !== id);
      for (const version of versions) version.stages = stagesLeft(version.stages, stages);
      const created = { id, value, createdAt: Date.now(), stages };
      // As the service does: a version without a stage is out of reach, and goes.
      secret.versions = [created, ...versions].filter((version) => version.stages.length > 0);
      secret.deleted = false;
      return id;
    },
    markForDeletion(name) {
      const secret = secrets.get(name);
      if (secret !== undefined) secret.deleted = true;
    },
    remove: (name) => void secrets.delete(name),
    answer({ SecretId, VersionId, VersionStage = 'AWSCURRENT' }) {
      const secret = find(SecretId);
      if (secret === undefined) {
        return refused(
          'ResourceNotFoundException',
          "Secrets Manager can't find the specified secret.",
        );
      }
      if (secret.deleted) {
        return refused(
          'InvalidRequestException',
          "You can't perform this operation on the secret because it was marked for deletion.",
        );
      }
      const version = secret.versions.find(({ id, stages }) =>
        VersionId === undefined ? stages.includes(VersionStage) : id === VersionId,
      );
      return version === undefined
        ? refused(
            'ResourceNotFoundException',
            `Secrets Manager can't find the specified secret value for staging label: ${VersionStage}`,
          )
        : { body: bodyOf(secret, version) };
    },
  };
}

const newSecret = (name: string, arn: string): StoredSecret => ({
  name,
  arn: `${arn}-${createHash('sha256').update(name).digest('hex').slice(0, 6)}`,
  versions: [],
  deleted: false,
});

/** Stages move: what was current until now is the previous one, and the only one. */
function stagesLeft(stages: readonly string[], taken: readonly string[]): readonly string[] {
  const currentMoves = taken.includes('AWSCURRENT');
  const left = stages.filter(
    (stage) => !taken.includes(stage) && !(currentMoves && stage === 'AWSPREVIOUS'),
  );
  return currentMoves && stages.includes('AWSCURRENT') ? [...left, 'AWSPREVIOUS'] : left;
}

const bodyOf = ({ arn, name }: StoredSecret, { id, value, createdAt, stages }: StoredVersion) => ({
  ARN: arn,
  Name: name,
  VersionId: id,
  ...(typeof value === 'string'
    ? { SecretString: value }
    : { SecretBinary: Buffer.from(value).toString('base64') }),
  VersionStages: stages,
  CreatedDate: createdAt / 1_000,
});
