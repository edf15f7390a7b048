import { readFileSync } from 'node:fs';
import type { BundleManifest } from '@gangway/deployment';

// What the example device-claims tells of itself, as far as an examination reads it.

const permissions = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'].map(
  (action) => ({ action, resource: 'arn:aws:dynamodb:*:*:table/devices' }),
);

const manifest = (told: BundleManifest['function']): BundleManifest => ({
  format: 1,
  handler: 'index.handler',
  function: told,
  files: [],
  eager: [],
  lazy: [],
  madeBy: {},
});

const plugin = (name: string, more: object = {}) => ({ name, parts: [], ...more });

/** Of `examples/device-claims/lambda.ts`. */
export const hookManifest = manifest({
  kind: 'hook',
  permissions,
  hook: {
    plugins: [
      plugin('registered-device'),
      plugin('claim-once', { presence: true }),
      plugin('registry-overrides'),
    ],
    parameters: ['SerialNumber'],
    overrideKeys: ['Site'],
    templates: ['arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet'],
  },
});

/** Of `examples/device-claims/lifecycle.ts`. */
export const lifecycleManifest = manifest({ kind: 'lifecycle', permissions });

export const templateBody = readFileSync(
  new URL('../../../../examples/device-claims/first-fleet.template.json', import.meta.url),
  'utf8',
);
