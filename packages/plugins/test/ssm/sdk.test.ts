import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSsmServer } from '@gangway/testing/ssm';
import { expect } from 'chai';

const folder = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a program in a process of its own; it says by `loaded()` whether the SDK has been loaded by then. */
async function run(program: string, env: NodeJS.ProcessEnv = {}): Promise<unknown> {
  const code = `
    import { createRequire } from 'node:module';
    import { composeHook, defineHook } from '@gangway/composition';
    import { defineCheck, permit } from '@gangway/core';
    import { ssmOverrides } from '@gangway/plugins/ssm-overrides';
    import { anEvent } from '@gangway/testing';
    const { cache } = createRequire(import.meta.url);
    const loaded = () => Object.keys(cache).some((path) => path.includes('client-ssm'));
    const known = defineCheck('known', () => permit());
    const overrides = ssmOverrides({ path: '/fleet', keys: ['Site'] });
    const hook = composeHook(defineHook([known, overrides]));
    ${program}
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', code],
    { cwd: folder, env: { ...process.env, ...env } },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe('@aws-sdk/client-ssm', () => {
  it('is found by the settings of its own, as AWS_ENDPOINT_URL_SSM, and loaded when the hook gets ready', async () => {
    await using ssm = await startSsmServer({ parameters: { '/fleet/Site': 'Oslo' } });
    const answer = await run(
      `
      const composed = loaded();
      await hook.prepare();
      const ready = loaded();
      const { outcome, parameterOverrides } = await hook.decide(anEvent());
      console.log(JSON.stringify([composed, ready, outcome, parameterOverrides]));
    `,
      {
        AWS_ENDPOINT_URL_SSM: ssm.url,
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
    );
    expect(answer).to.deep.equal([false, true, 'ALLOW', { Site: 'Oslo' }]);
    expect(ssm.calls.GetParameters).to.equal(1);
  });

  it('is asked again after it could not be: for want of a region, here', async () => {
    await using ssm = await startSsmServer({ parameters: { '/fleet/Site': 'Oslo' } });
    const answer = await run(
      `
      delete process.env.AWS_REGION;
      delete process.env.AWS_DEFAULT_REGION;
      const first = await hook.decide(anEvent());
      process.env.AWS_REGION = 'us-east-1';
      const second = await hook.decide(anEvent());
      console.log(JSON.stringify([first.reason, second.outcome]));
    `,
      {
        AWS_ENDPOINT_URL_SSM: ssm.url,
        AWS_CONFIG_FILE: '/nowhere',
        AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
    );
    expect(answer).to.deep.equal([
      {
        code: 'PARAMETER_STORE_UNAVAILABLE',
        detail: 'PARAMETER_STORE_UNAVAILABLE: no region is given: set the option, or AWS_REGION',
        plugin: 'ssm-overrides',
      },
      'ALLOW',
    ]);
  });
});
