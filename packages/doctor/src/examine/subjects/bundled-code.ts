import type { BundleManifest } from '@gangway/deployment';
import { type FunctionArn, writeFunctionArn } from '../arn.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { changing } from './function-mend.js';
import type { FunctionConfiguration } from './function-settings.js';

/** Whether Lambda runs what the bundle is. */
export function examineCode(
  of: FunctionArn,
  { Handler, CodeSha256 }: FunctionConfiguration,
  manifest: BundleManifest,
  { zips }: Context,
): readonly Finding[] {
  const where = writeFunctionArn(of);
  const { handler } = manifest;
  const zipSha256 = zips.get(manifest);
  const findings: Finding[] = [];
  if (Handler !== handler) {
    const what = `The handler of ${where} is ${Handler ?? 'not told'}; the bundle has ${handler}.`;
    findings.push(
      found('HANDLER_WRONG', { what, mend: changing(of, '--handler', handler), where }),
    );
  }
  if (zipSha256 !== undefined && CodeSha256 !== zipSha256) {
    const what = `The code of ${where} has the SHA-256 ${CodeSha256 ?? 'that is not told'}; the bundle's zip has ${zipSha256}.`;
    const mend = 'In CDK: deploy the function with this bundle, as its `code`.';
    findings.push(found('CODE_DIFFERS', { what, mend, where }));
  }
  return findings;
}
