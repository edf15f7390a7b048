import { join, resolve } from 'node:path';
import {
  bundleFunctionSync,
  describeBundleSync,
  type ReadBundle,
  readBundle,
} from '@gangway/bundle';
import { type BundleManifest, manifestFile, readManifest } from '@gangway/deployment';
import { Annotations, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { synthError, toldBy } from '../options/synth-error.js';
import type { FunctionCode } from './function-options.js';
import type { OpenedCode } from './gangway-function.js';
import { tokenPlaceholders } from './token-placeholders.js';

type EntryCode = Extract<FunctionCode, { readonly entry: string }>;
type Environment = Readonly<Record<string, string>>;
type Kind = BundleManifest['function']['kind'];

/** What a bundle of each kind is called in messages. */
const kinds: Readonly<Record<Kind, string>> = {
  hook: 'a hook',
  lifecycle: 'a lifecycle function',
  proxy: 'a Lambda proxy of a hook',
  'lifecycle-proxy': 'a Lambda proxy of a lifecycle',
};

/**
 * Bundles a file, or reads a bundle, and makes sure that it is of the kind that is asked for. The code runs in the function's
 * environment to tell what it does at AWS: placeholders stand for what only CloudFormation will know, and tokens take their
 * place in what it told.
 *
 * @throws GangwayError `BUNDLE_WRONG_KIND`, `ENVIRONMENT_UNREADABLE`, and all codes of `@gangway/bundle`, with the construct's path
 */
export function openCode(
  scope: Construct,
  code: FunctionCode,
  environment: Environment,
  kind: Kind,
): OpenedCode {
  const { conceal, reveal, isChanged } = tokenPlaceholders();
  const concealed = Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, conceal(value)]),
  );
  const { manifest, zip } = toldBy(scope, 'code', () =>
    'entry' in code ? bundled(scope, code, concealed) : described(code.bundle, concealed),
  );
  const found = manifest.function.kind;
  if (found !== kind) {
    const file = 'entry' in code ? code.entry : code.bundle;
    const what = `${file} is ${kinds[found]}, and this takes ${kinds[kind]}.`;
    throw synthError(scope, 'BUNDLE_WRONG_KIND', 'code', what);
  }
  const told = JSON.stringify(manifest);
  if (isChanged(told)) {
    const what =
      'A plugin makes something of a part of a value that only CloudFormation will know, so that what it permits cannot be told. Give it the value as a text.';
    throw synthError(scope, 'ENVIRONMENT_UNREADABLE', 'environment', what);
  }
  return { manifest: readManifest(reveal(told), manifestFile), zip };
}

/** Below `cdk.out`, and the construct's own: two that share a file may differ in what their environment tells. */
function bundled(
  scope: Construct,
  { entry, external = [], without = [] }: EntryCode,
  environment: Environment,
): ReadBundle {
  const out = join(
    resolve(Stage.of(scope)?.assetOutdir ?? 'cdk.out'),
    `gangway.${scope.node.addr}`,
  );
  bundleFunctionSync({ file: entry, out, environment, external, without }, ({ code, message }) =>
    Annotations.of(scope).addWarningV2(`@gangway/cdk:${code}`, `${code} ${message}`),
  );
  return readBundle(out);
}

/** The manifest tells of the environment that it was bundled in; another table's name, or none, makes another permission. */
function described(folder: string, environment: Environment): ReadBundle {
  const read = readBundle(folder);
  const told = describeBundleSync(read.folder, environment);
  return { ...read, manifest: { ...read.manifest, function: told } };
}
