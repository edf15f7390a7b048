import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const folder = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a program in a process of its own; it says by `loaded()` whether jose has been loaded by then. */
async function run(program: string): Promise<unknown> {
  const code = `
    import { registerHooks } from 'node:module';
    let seen = false;
    const loaded = () => seen;
    registerHooks({
      load(url, context, next) {
        seen ||= url.includes('/jose/');
        return next(url, context);
      },
    });
    const { composeHook, defineHook } = await import('@gangway/composition');
    const { defineCheck, permit } = await import('@gangway/core');
    const { makeClaimsIssuer } = await import('@gangway/testing');
    const { signedClaims } = await import('@gangway/plugins/signed-claims');
    const { issuer, audience, jwks } = await makeClaimsIssuer();
    const proven = signedClaims({ serialNumber: 'SerialNumber', issuer, audience, jwks });
    const known = defineCheck('known', () => permit());
    ${program}
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', code],
    { cwd: folder },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe('jose is loaded', () => {
  it('by no hook that does not list the plugin', async () => {
    const answer = await run(`
      const hook = composeHook(defineHook([known]));
      await hook.prepare();
      await hook.decide({});
      console.log(JSON.stringify(loaded()));
    `);
    expect(answer).to.equal(false);
  });

  it('by one that does, when it gets ready and not before', async () => {
    const answer = await run(`
      const hook = composeHook(defineHook([proven]));
      const composed = loaded();
      await hook.prepare();
      console.log(JSON.stringify([composed, loaded()]));
    `);
    expect(answer).to.deep.equal([false, true]);
  });
});
