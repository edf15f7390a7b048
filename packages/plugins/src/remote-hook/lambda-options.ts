import * as v from 'valibot';
import { clientOptions } from '../aws-client/client-options.js';
import { functionName, qualifier, regionOf } from './function-name.js';

/** Which function is invoked, where, and as whom. */
export const lambdaOptions = v.pipe(
  v.strictObject({
    functionName,
    qualifier: v.optional(qualifier),
    ...clientOptions,
  }),
  v.check(
    ({ functionName: name, region }) =>
      region === undefined || (regionOf(name) ?? region) === region,
    "region is another one than the ARN's",
  ),
);

export type LambdaRules = v.InferOutput<typeof lambdaOptions>;
