import type { BundleManifest } from '@gangway/deployment';
import { type FunctionArn, writeFunctionArn } from '../arn.js';
import { type Finding, found } from '../finding.js';
import { changing } from './function-mend.js';
import type { FunctionConfiguration } from './function-settings.js';

/** Whether Lambda runs what the bundle is. */
export function examineCode(
  of: FunctionArn,
  { Handler }: FunctionConfiguration,
  { handler }: BundleManifest,
): readonly Finding[] {
  if (Handler === handler) return [];
  const where = writeFunctionArn(of);
  return [
    found('HANDLER_WRONG', {
      what: `The handler of ${where} is ${Handler ?? 'not told'}; the bundle has ${handler}.`,
      mend: changing(of, '--handler', handler),
      where,
    }),
  ];
}
