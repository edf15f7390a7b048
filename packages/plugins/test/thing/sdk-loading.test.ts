import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startIotServer } from '@gangway/testing/iot';
import { expect } from 'chai';

const folder = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a program in a process of its own; it says by `loaded()` whether the SDK has been loaded by then. */
async function run(program: string, env: NodeJS.ProcessEnv = process.env): Promise<unknown> {
  const code = `
    import { createRequire } from 'node:module';
    import { composeHook, defineHook } from '@gangway/composition';
    import { defineCheck, permit } from '@gangway/core';
    import { claimCertificate } from '@gangway/plugins/claim-certificate';
    import { thingGuard } from '@gangway/plugins/thing-guard';
    const { cache } = createRequire(import.meta.url);
    const loaded = () => Object.keys(cache).some((path) => path.includes('client-iot'));
    const known = defineCheck('known', () => permit());
    ${program}
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', code],
    { cwd: folder, env },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe('@aws-sdk/client-iot is loaded', () => {
  it('by no hook that does not list the plugin', async () => {
    const answer = await run(`
      const hook = composeHook(defineHook([known]));
      await hook.prepare();
      await hook.decide({});
      console.log(JSON.stringify(loaded()));
    `);
    expect(answer).to.equal(false);
  });

  for (const [what, listed] of [
    [
      'things',
      `
      const { awsIotThingRegistry } = await import('@gangway/plugins/aws-iot-thing-registry');
      const guard = thingGuard({ thingName: { parameter: 'SerialNumber' } });
      const plugins = [awsIotThingRegistry({ region: 'us-east-1' }), guard];
    `,
    ],
    [
      'certificates',
      `
      const { awsIotCertificateRegistry } = await import('@gangway/plugins/aws-iot-certificate-registry');
      const plugins = [awsIotCertificateRegistry({ region: 'us-east-1' }), claimCertificate()];
    `,
    ],
  ] as const) {
    it(`by one that asks for ${what}, when it gets ready and not before`, async () => {
      const answer = await run(`
        ${listed}
        const hook = composeHook(defineHook([known, ...plugins]));
        const composed = loaded();
        await hook.prepare();
        console.log(JSON.stringify([composed, loaded()]));
      `);
      expect(answer).to.deep.equal([false, true]);
    });
  }

  it('again after it could not be: for want of a region, here', async () => {
    await using iot = await startIotServer();
    const { AWS_REGION: _one, AWS_DEFAULT_REGION: _other, ...env } = process.env;
    const nowhere = { AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' };
    const answer = await run(
      `
      const { awsIotThingRegistry } = await import('@gangway/plugins/aws-iot-thing-registry');
      const [{ create }] = awsIotThingRegistry({
        endpoint: '${iot.url}',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      }).provides;
      const registry = create({ clock: { now: () => 0, monotonic: () => 0 } });
      const find = () =>
        registry
          .find('SN-0001', { signal: new AbortController().signal })
          .then((thing) => thing ?? 'none', ({ code, message }) => code + ': ' + message);
      const first = await find();
      process.env.AWS_REGION = 'us-east-1';
      console.log(JSON.stringify([first, await find()]));
    `,
      { ...env, ...nowhere },
    );
    expect(answer).to.deep.equal([
      'THING_REGISTRY_UNAVAILABLE: no region is given: set the option, or AWS_REGION',
      'none',
    ]);
  });
});
