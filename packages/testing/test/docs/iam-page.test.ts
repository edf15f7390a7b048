import { readdirSync } from 'node:fs';
import { composeHook, composeLifecycle, defineHook } from '@gangway/composition';
import { defineCheck, type Permission, type Plugin, permit } from '@gangway/core';
import { awsIotCertificateRegistry } from '@gangway/plugins/aws-iot-certificate-registry';
import { awsIotThingRegistry } from '@gangway/plugins/aws-iot-thing-registry';
import { claimCertificate } from '@gangway/plugins/claim-certificate';
import { claimOnce } from '@gangway/plugins/claim-once';
import { deviceToken } from '@gangway/plugins/device-token';
import { dynamodbDeviceRegistry } from '@gangway/plugins/dynamodb-device-registry';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { remoteHook } from '@gangway/plugins/remote-hook';
import { secretsManager } from '@gangway/plugins/secrets-manager';
import { ssmOverrides } from '@gangway/plugins/ssm-overrides';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';
import { thingGuard } from '@gangway/plugins/thing-guard';
import { expect } from 'chai';
import { expectPart, table } from './page-part.js';
import { pathOf, read } from './workspace.js';

const open = defineCheck('open', () => permit());
const ofHook = (...plugins: readonly Plugin[]): readonly Permission[] =>
  composeHook(defineHook([open, ...plugins])).describe().permissions;
const ofLifecycle = (plugin: Plugin): readonly Permission[] =>
  composeLifecycle(defineHook([open, plugin])).describe?.().permissions ?? [];

const named = registeredDevice({ serialNumber: 'SerialNumber' });
const store = dynamodbDeviceRegistry({ table: 'devices' });
const claims = dynamodbDeviceRegistry({ table: 'devices', claimsOnly: true });
const lambda = { functionName: 'old-hook' };

/** A use of each plugin that reaches AWS, and when it is that use. */
const uses: readonly (readonly [
  plugin: string,
  when: string,
  permissions: readonly Permission[],
])[] = [
  ['aws-iot-certificate-registry', '', ofHook(awsIotCertificateRegistry(), claimCertificate())],
  [
    'aws-iot-thing-registry',
    '',
    ofHook(awsIotThingRegistry(), thingGuard({ thingName: { parameter: 'SerialNumber' } })),
  ],
  ['dynamodb-device-registry', "in the hook's function, where nobody claims", ofHook(store, named)],
  ['dynamodb-device-registry', "in the hook's function", ofHook(store, named, claimOnce())],
  [
    'dynamodb-device-registry',
    "in the hook's function, with `claimsOnly`",
    ofHook(claims, staticDeviceRegistry({ devices: [] }), named, claimOnce()),
  ],
  ['dynamodb-device-registry', "in the lifecycle's function", ofLifecycle(store)],
  ['remote-hook', 'with `lambda`', ofHook(remoteHook({ lambda, keys: [] }))],
  [
    'remote-hook',
    'with `lambda.qualifier`',
    ofHook(remoteHook({ lambda: { ...lambda, qualifier: 'live' }, keys: [] })),
  ],
  [
    'secrets-manager',
    'for each secret that a plugin asks for',
    ofHook(
      secretsManager(),
      deviceToken({ serialNumber: 'SerialNumber', secretId: 'fleet/device-keys' }),
    ),
  ],
  [
    'ssm-overrides',
    'for each of its `keys`',
    ofHook(ssmOverrides({ path: '/fleet', keys: ['Site'] })),
  ],
];

const rows = uses.flatMap(([plugin, when, permissions]) =>
  permissions.map(({ action, resource }) => [
    `[\`${plugin}\`](plugins.md#${plugin})`,
    `\`${action}\``,
    `\`${resource}\``,
    when,
  ]),
);

interface ProvisioningAction {
  readonly action: string;
  readonly when: string;
  readonly on: readonly string[];
}

describe('docs/iam.md', () => {
  const page = 'docs/iam.md';

  it('holds what each plugin says that it needs', () => {
    expectPart(page, 'plugin permissions', table(['plugin', 'action', 'resource', 'when'], rows));
  });

  it('leaves out no plugin that says that it needs anything', () => {
    const telling = readdirSync(pathOf('packages/plugins/src'))
      .filter((file) => file.endsWith('.ts'))
      .filter((file) =>
        /^ +(permissions|\w+Permissions)\b/m.test(read(`packages/plugins/src/${file}`)),
      )
      .map((file) => file.slice(0, -'.ts'.length));
    expect([...new Set(uses.map(([plugin]) => plugin))]).to.have.members(telling);
  });

  it('holds what a provisioning role needs for what', async () => {
    const { provisioningActions }: { provisioningActions: readonly ProvisioningAction[] } =
      await import(pathOf('packages/deployment/dist/index.js'));
    const cells = provisioningActions.map(({ action, when, on }) => [
      `\`${action}\``,
      when,
      on.map((type) => `\`${type}\``).join(', '),
    ]);
    expectPart(page, 'provisioning actions', table(['action', 'for', 'on'], cells));
  });
});
