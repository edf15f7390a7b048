import type { JsonService } from '../aws-json/json-wire.js';

/** Which version of which secret is asked for. */
export interface GetSecretValue {
  readonly SecretId: string;
  readonly VersionId?: string;
  readonly VersionStage?: string;
}

export const secretsService: JsonService<'GetSecretValue'> = {
  target: 'secretsmanager',
  signingName: 'secretsmanager',
  operations: ['GetSecretValue'],
};
