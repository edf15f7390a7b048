import type { JsonService } from '../aws-json/json-wire.js';

/** Which parameters are asked for. */
export interface GetParameters {
  readonly Names?: unknown;
  readonly WithDecryption?: unknown;
}

export const ssmService: JsonService<'GetParameters'> = {
  target: 'AmazonSSM',
  signingName: 'ssm',
  operations: ['GetParameters'],
};
