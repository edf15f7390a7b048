import { join } from 'node:path';
import { bundleFunctionSync, readBundle } from '@gangway/bundle';
import { type BundleManifest, readManifest } from '@gangway/deployment';
import { Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { synthError, toldBy } from '../options/synth-error.js';
import type { FunctionCode } from './function-options.js';
import type { OpenedCode } from './gangway-function.js';
import { type TokenPlaceholders, tokenPlaceholders } from './token-placeholders.js';

type Kind = BundleManifest['function']['kind'];

/** What a bundle of each kind is called in messages. */
const kinds: Readonly<Record<Kind, string>> = {
  hook: 'a hook',
  lifecycle: 'a lifecycle function',
  proxy: 'a Lambda proxy of a hook',
  'lifecycle-proxy': 'a Lambda proxy of a lifecycle',
};

/**
 * Bundles a file, or reads a bundle, and makes sure that it is of the kind that is asked for. The code runs as it is bundled, to
 * tell what it does at AWS: placeholders stand for what only CloudFormation will know, and tokens take their place in what it told.
 *
 * @throws GangwayError `BUNDLE_WRONG_KIND`, and all codes of `@gangway/bundle`
 */
export function openCode(
  scope: Construct,
  code: FunctionCode,
  environment: Readonly<Record<string, string>>,
  kind: Kind,
): OpenedCode {
  const placeholders = tokenPlaceholders();
  const concealed = Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, placeholders.conceal(value)]),
  );
  const { folder, manifest } = toldBy(scope, 'code', () => bundleOf(scope, code, concealed));
  const found = manifest.function.kind;
  if (found !== kind) {
    throw synthError(
      scope,
      'BUNDLE_WRONG_KIND',
      'code',
      `${'entry' in code ? code.entry : code.bundle} is ${kinds[found]}, and this takes ${kinds[kind]}.`,
    );
  }
  return { manifest: revealed(manifest, placeholders), zip: join(folder, `${kind}.zip`) };
}
