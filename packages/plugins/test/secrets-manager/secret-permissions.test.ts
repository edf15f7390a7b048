import { composeHook, defineHook } from '@gangway/composition';
import { defineCheck, definePlugin, permit, SecretStore } from '@gangway/core';
import { deviceToken } from '@gangway/plugins/device-token';
import { fileSecretStore } from '@gangway/plugins/file-secret-store';
import { secretsManager } from '@gangway/plugins/secrets-manager';
import { secretsManagerOverrides } from '@gangway/plugins/secrets-manager-overrides';
import { expect } from 'chai';
import type { StoreOptions } from './asking.js';

const open = defineCheck('open', () => permit());

describe('secrets-manager tells the permission that it needs', () => {
  const secretId = 'fleet/device-keys';
  const token = deviceToken({ serialNumber: 'SerialNumber', secretId });
  const permitted = (options: StoreOptions) =>
    composeHook(defineHook([token, secretsManager(options)]))
      .describe()
      .permissions.map(({ action, resource }) => `${action} ${resource}`);

  it('for the secrets that the plugins of the hook ask for', () => {
    expect(permitted({})).to.deep.equal([
      `secretsmanager:GetSecretValue arn:aws:secretsmanager:*:*:secret:${secretId}-??????`,
    ]);
    expect(permitted({ via: 'sdk', region: 'eu-west-1' })).to.deep.equal([
      `secretsmanager:GetSecretValue arn:aws:secretsmanager:eu-west-1:*:secret:${secretId}-??????`,
    ]);
  });

  it('for those that it is told of instead', () => {
    const resource = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:fleet/*';
    expect(permitted({ resources: [resource] })).to.deep.equal([
      `secretsmanager:GetSecretValue ${resource}`,
    ]);
  });

  const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:site';
  for (const [id, resource] of [
    ['site', 'arn:aws:secretsmanager:*:*:secret:site-??????'],
    [`${arn}-AbCdEf`, `${arn}-AbCdEf`],
    [arn, `${arn}-??????`],
  ] as const) {
    it(`for a secret by its id ${id}`, () => {
      const overrides = secretsManagerOverrides({ secretId: id, keys: ['Site'] });
      const { permissions } = composeHook(defineHook([open, overrides])).describe();
      expect(permissions).to.deep.equal([{ action: 'secretsmanager:GetSecretValue', resource }]);
    });
  }

  it('for every secret where a plugin does not tell which it asks for', () => {
    const silent = definePlugin({
      name: 'silent',
      needs: { secrets: SecretStore },
      build: () => ({ checks: { silent: async () => permit() } }),
    })();
    const overrides = secretsManagerOverrides({ secretId: 'site', keys: ['Site'] });
    const { permissions } = composeHook(defineHook([silent, overrides])).describe();
    expect(permissions).to.deep.equal([
      {
        action: 'secretsmanager:GetSecretValue',
        resource: 'arn:aws:secretsmanager:*:*:secret:*',
      },
    ]);
  });

  it('none where another plugin is the store', () => {
    const overrides = secretsManagerOverrides({ secretId: 'site', keys: ['Site'] });
    const hook = composeHook(defineHook([open, overrides, fileSecretStore({ folder: '/keys' })]));
    expect(hook.describe().permissions).to.deep.equal([]);
  });
});
