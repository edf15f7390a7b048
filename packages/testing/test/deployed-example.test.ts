import { composeHook, composeLifecycle, type HookDefinition } from '@gangway/composition';
import {
  dynamodbDeviceRegistry,
  dynamodbTableDefinition,
  dynamodbTimeToLiveAttribute,
} from '@gangway/plugins/dynamodb-device-registry';
import { expect } from 'chai';
import { pathOf, read } from './docs/workspace.js';

const fixture = (kind: string) =>
  JSON.parse(read(`packages/doctor/test/fixtures/device-claims/${kind}/gangway.json`)).function;

async function definition(): Promise<HookDefinition> {
  const example: { default: HookDefinition } = await import(
    pathOf('examples/device-claims/hook.ts')
  );
  return example.default;
}

const registry = dynamodbDeviceRegistry({ table: 'devices' });

describe('the deployment that the doctor is tried with', () => {
  it('is of what the hook of device-claims tells of itself', async () => {
    const hook = composeHook(await definition(), { replace: [registry] }).describe();
    const { permissions, hook: told } = fixture('hook');
    expect(permissions).to.deep.equal(hook.permissions);
    expect(told.parameters).to.deep.equal(hook.parameters);
    expect(told.overrideKeys).to.deep.equal(hook.overrideKeys);
    expect(told.templates).to.deep.equal(hook.templates);
    const relying = (plugins: readonly { name: string; presence?: boolean }[]) =>
      plugins.filter(({ presence }) => presence).map(({ name }) => name);
    expect(relying(told.plugins))
      .to.deep.equal(relying(hook.plugins))
      .and.deep.equal(['claim-once']);
  });

  it('is of what its lifecycle tells of itself', async () => {
    const lifecycle = composeLifecycle(await definition(), { replace: [registry] });
    expect(fixture('lifecycle').permissions).to.deep.equal(lifecycle.describe?.().permissions);
  });
});

describe('what the doctor knows of a table', () => {
  it('is how dynamodbDeviceRegistry lays it out', async () => {
    const { registryLayout } = await import(
      pathOf('packages/doctor/dist/examine/subjects/registry-layout.js')
    );
    const [key, ...more] = dynamodbTableDefinition('devices').KeySchema;
    expect(more).to.be.empty;
    expect(registryLayout).to.deep.equal({
      partitionKey: key?.AttributeName,
      timeToLiveAttribute: dynamodbTimeToLiveAttribute,
    });
  });
});
