import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);

/** Runs a program as a process of its own, and gives what it printed as JSON. */
async function printed(program: string): Promise<unknown> {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    let missing = false;
    registerHooks({
      resolve(specifier, context, next) {
        if (missing && specifier.startsWith('@aws-sdk/')) {
          throw Object.assign(new Error('not there'), { code: 'ERR_MODULE_NOT_FOUND' });
        }
        if (specifier.startsWith('@aws-sdk/')) loaded.push(specifier);
        return next(specifier, context);
      },
    });
    const { composeHook, defineHook } = await import('@gangway/composition');
    const { definePlugin, permit } = await import('@gangway/core');
    const { dynamodbDeviceRegistry, openDynamodbStore } = await import('@gangway/plugins/dynamodb-device-registry');
    const { registeredDevice } = await import('@gangway/plugins/registered-device');
    const signal = AbortSignal.timeout(10_000);
    const print = (value) => console.log(JSON.stringify(value));
    ${program}
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
    cwd: new URL('..', import.meta.url),
  });
  // The hook's own logger writes there, too.
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe('the SDK of dynamodb-device-registry', function () {
  this.timeout(20_000);

  it('is not loaded by its import, by composing a hook with it or by opening a store', async () => {
    const loaded = await printed(`
      composeHook(defineHook([dynamodbDeviceRegistry({ table: 'devices' }), registeredDevice({ serialNumber: 'S' })]));
      openDynamodbStore({ table: 'devices', clock: { now: Date.now } });
      print(loaded);
    `);
    expect(loaded).to.deep.equal([]);
  });

  it('is loaded when the hook gets ready', async () => {
    const loaded = await printed(`
      const endpoint = 'http://127.0.0.1:1';
      const plugin = dynamodbDeviceRegistry({ table: 'devices', endpoint, region: 'us-east-1', maxAttempts: 1 });
      process.env.AWS_ACCESS_KEY_ID = process.env.AWS_SECRET_ACCESS_KEY = 'local';
      await composeHook(defineHook([plugin, registeredDevice({ serialNumber: 'S' })])).prepare(signal);
      print(loaded);
    `);
    expect(loaded).to.include.members(['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb']);
  });

  it('is named by a STORE_SDK_MISSING where it is not installed', async () => {
    const fault = await printed(`
      missing = true;
      const store = openDynamodbStore({ table: 'devices', clock: { now: Date.now } });
      await store.registry.find('SN-1', { signal }).catch(({ code, message }) => print({ code, message }));
    `);
    expect(fault).to.deep.equal({
      code: 'STORE_SDK_MISSING',
      message:
        'dynamodbDeviceRegistry needs the packages @aws-sdk/client-dynamodb and @aws-sdk/lib-dynamodb: install both',
    });
  });
});
