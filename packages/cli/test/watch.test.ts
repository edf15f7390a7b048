import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type HopHeaders, newCallId, readHopKey, signCall } from '@gangway/hop';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { linesOf } from './lines-of.js';
import { gangway, startGangway } from './run-gangway.js';

const body = JSON.stringify(anEvent());
// Below this package, so that a hook in it finds the packages.
const here = fileURLToPath(new URL('./', import.meta.url));

describe('gangway serve --watch', () => {
  let child: ChildProcess | undefined;
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(here, 'watched-'));
    await write('package.json', '{ "type": "module" }');
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    if (child?.exitCode === null && child.signalCode === null) await once(child, 'close');
    await rm(folder, { recursive: true });
  });

  /** Puts a file in place whole, as editors do. */
  async function write(name: string, content: string): Promise<void> {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}~`, content);
    await rename(`${path}~`, path);
  }
  const start = async (...args: readonly string[]) => {
    const started = startGangway(
      ['serve', 'hook.ts', '--watch', '-p', '0', '--insecure', ...args],
      {
        cwd: folder,
      },
    );
    child = started;
    // A log that nobody reads would stop whoever writes it, once the pipe is full.
    started.stdout?.resume();
    const err = linesOf(started.stderr);
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(await err.until('listens on')) ?? [];
    return { url, err, ended: once(started, 'close'), kill: () => started.kill('SIGTERM') };
  };

  it('answers by each version that is written, on the same port', async () => {
    await write('hook.ts', hookOf(`'one'`));
    const { url, err } = await start();
    expect(await siteFrom(url)).to.equal('one');
    for (const site of ['two', 'three']) {
      await write('hook.ts', hookOf(`'${site}'`));
      await err.until('the new version answers now');
      expect(await siteFrom(url)).to.equal(site);
    }
  });

  it('sees changes of what the hook imports, and of data beside it', async () => {
    await write('lib/site.ts', `export const site: string = 'one';`);
    await write('data.csv', 'a');
    await write(
      'hook.ts',
      `import { readFileSync } from 'node:fs';
       import { site } from './lib/site.js';
       ${hookOf("[site, readFileSync(new URL('./data.csv', import.meta.url))].join(' ')")}`,
    );
    const { url, err } = await start();
    expect(await siteFrom(url)).to.equal('one a');
    await write('lib/site.ts', `export const site: string = 'two';`);
    await err.until('the new version answers now');
    expect(await siteFrom(url)).to.equal('two a');
    await write('data.csv', 'b');
    await err.until('the new version answers now');
    expect(await siteFrom(url)).to.equal('two b');
  });

  it('finishes with the old version what it has begun', async () => {
    await write('hook.ts', waitingHook('one'));
    const { url, err } = await start();
    const old = siteFrom(url);
    await err.until('asked one');
    await write('hook.ts', waitingHook('two'));
    await err.until('the new version answers now');
    const fresh = siteFrom(url);
    await err.until('asked two');
    await write('go', '');
    expect([await old, await fresh]).to.deep.equal(['one', 'two']);
  });

  it('says once what is wrong with a version that does not load, and goes on with the one before', async () => {
    await write('hook.ts', hookOf(`'one'`));
    const { url, err } = await start();
    await write('hook.ts', 'export default 7;');
    expect(await err.until('gangway: HOOK_')).to.match(/^gangway: HOOK_NOT_A_HOOK: /);
    expect(await err.next()).to.equal('gangway: the version before goes on');
    expect(await siteFrom(url)).to.equal('one');
    await write('hook.ts', `${hookOf(`'two'`)} export const serve = { prot: 1 };`);
    expect(await err.next(), 'nothing in between').to.match(/^gangway: USAGE: serve\.prot /);
    await write('hook.ts', hookOf(`'two'`));
    await err.until('the new version answers now');
    expect(await siteFrom(url)).to.equal('two');
  });

  it('tries again when a file comes that was missing', async () => {
    await write('lib/other.ts', '');
    await write('hook.ts', hookOf(`'one'`));
    const { url, err } = await start();
    await write(
      'hook.ts',
      `import './lib/other.js'; import { site } from './lib/site.js'; ${hookOf('site')}`,
    );
    expect(await err.until('gangway: HOOK_')).to.match(/HOOK_NOT_LOADABLE: .*site/);
    await write('site.ts', '');
    await err.until('gangway: HOOK_');
    await rename(join(folder, 'site.ts'), join(folder, 'lib', 'unrelated.txt'));
    await err.until('gangway: HOOK_');
    await write('lib/site.ts', `export const site = 'two';`);
    await err.until('the new version answers now');
    expect(await siteFrom(url)).to.equal('two');
  });

  it('answers every request while versions come and go', async () => {
    await write('hook.ts', hookOf(`'0'`));
    const { url, err } = await start();
    let done = false;
    const ask = async (agent: Agent | false) => {
      const sites: string[] = [];
      while (!done) sites.push(await siteFrom(url, agent));
      return sites;
    };
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const asked = Promise.all([ask(false), ask(false), ask(agent)]);
    for (const site of ['1', '2', '3']) {
      await write('hook.ts', hookOf(`'${site}'`));
      await err.until('the new version answers now');
    }
    done = true;
    for (const sites of await asked) {
      expect(sites.length).to.be.above(3);
      expect(sites).to.include.oneOf(['1', '2']);
      expect(sites.filter((site) => !/^[0-3]$/.test(site))).to.deep.equal([]);
    }
    agent.destroy();
  });

  it('lets signed calls in by every version, and none a second time', async () => {
    await write('hook.ts', hookOf(`'0'`));
    const key = `whsec_${randomBytes(32).toString('base64')}`;
    const started = startGangway(['serve', 'hook.ts', '--watch'], {
      cwd: folder,
      env: { GANGWAY_PORT: '0', GANGWAY_KEYS: key },
    });
    child = started;
    started.stdout?.resume();
    const err = linesOf(started.stderr);
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(await err.until('listens on')) ?? [];
    const sign = () =>
      signCall([readHopKey(key)], {
        id: newCallId('event', 4_000),
        timestamp: Math.floor(Date.now() / 1_000),
        body,
      });
    const send = async (headers: HopHeaders) => {
      const answer = await fetch(`${url}/events`, {
        method: 'POST',
        headers: { ...headers },
        body,
      });
      const { error, parameterOverrides } = (await answer.json()) as {
        readonly error?: string;
        readonly parameterOverrides: { readonly Site?: string };
      };
      return error ?? parameterOverrides.Site;
    };
    // A new server cannot tell them from calls that came before it.
    while ((await send(sign())) === 'CALL_BEFORE_START');
    const sent: HopHeaders[] = [];
    const answers: (string | undefined)[] = [];
    let done = false;
    const asked = (async () => {
      while (!done) {
        const headers = sign();
        sent.push(headers);
        answers.push(await send(headers));
      }
    })();
    for (const site of ['1', '2']) {
      await write('hook.ts', hookOf(`'${site}'`));
      await err.until('the new version answers now');
    }
    done = true;
    await asked;
    expect(answers.filter((answer) => !/^[0-2]$/.test(`${answer}`))).to.deep.equal([]);
    expect(await Promise.all(sent.slice(-20).map(send))).to.deep.equal(
      sent.slice(-20).map(() => 'CALL_REPLAYED'),
    );
  });

  it('denies what it is asked while no version runs', async () => {
    await write('hook.ts', hookOf(`'one'`, `async function ready() { process.exit(7); }`));
    const { url, err } = await start();
    // What was asked, and what comes after it.
    expect([await siteFrom(url), await siteFrom(url)]).to.deep.equal([undefined, undefined]);
    expect(await err.until('UNCAUGHT')).to.contain('ended by itself');
    expect((await fetch(`${url}/readyz`)).status).to.equal(503);
    await write('hook.ts', hookOf(`'two'`));
    await err.until('the new version answers now');
    expect(await siteFrom(url)).to.equal('two');
  });

  it('says that settings of the hook file hold after a restart', async () => {
    await write('hook.ts', hookOf(`'one'`));
    const { url, err } = await start();
    await write('hook.ts', `${hookOf(`'two'`)} export const serve = { bodyLimit: 1 };`);
    expect(await err.until('settings')).to.contain('a restart');
    expect(await siteFrom(url)).to.equal('two');
  });

  it('waits for a change when the hook ends its process, and then has the same port', async () => {
    const crash = `
      import { existsSync } from 'node:fs';
      setInterval(() => {
        if (existsSync(new URL('./crash', import.meta.url))) throw new Error('nobody catches this');
      }, 10);
      async function ready() {}`;
    await write('hook.ts', hookOf(`'one'`, crash));
    const { url, err } = await start();
    await write('crash', '');
    expect(await err.until('UNCAUGHT')).to.equal('gangway: UNCAUGHT: nobody catches this');
    expect(await err.next()).to.equal('gangway: every call is denied until it changes');
    await write('hook.ts', hookOf(`'two'`));
    await err.until('the new version answers now');
    expect(await siteFrom(url)).to.equal('two');
    await write('hook.ts', hookOf(`'three'`));
    await err.until('the new version answers now');
    expect(await siteFrom(url)).to.equal('three');
  });

  it('stops all at SIGTERM, and what has begun is answered', async () => {
    await write('hook.ts', waitingHook('one'));
    const { url, err, ended, kill } = await start();
    const old = siteFrom(url);
    await err.until('asked one');
    await write('hook.ts', waitingHook('two'));
    await err.until('the new version answers now');
    const fresh = siteFrom(url);
    await err.until('asked two');
    kill();
    await write('go', '');
    expect([await old, await fresh]).to.deep.equal(['one', 'two']);
    expect((await ended)[0]).to.equal(0);
  });

  it('warns when a version lets more callers in', async () => {
    await write('hook.ts', hookOf(`'one'`));
    child = startGangway(['serve', 'hook.ts', '--watch'], {
      cwd: folder,
      env: { GANGWAY_PORT: '0', GANGWAY_INSECURE: 'loopback' },
    });
    const err = linesOf(child.stderr);
    expect(await err.until('WARNING')).to.contain('this machine');
    child.kill('SIGTERM');
    expect((await once(child, 'close'))[0]).to.equal(0);
  });

  it('ends with the fault of the first version: there is none before it', async () => {
    await write('hook.ts', 'export default 7;');
    const args = [
      'serve',
      join(folder, 'hook.ts'),
      '--watch',
      '--port',
      '0',
      '--insecure',
      '--json',
    ];
    const { code, stdout } = await gangway(args);
    expect(code).to.equal(1);
    expect(JSON.parse(stdout).error.code).to.equal('HOOK_NOT_A_HOOK');
  });
});

/** A hook that allows everything, to a site. */
function hookOf(site: string, before = ''): string {
  return `
    import { defineHook } from '@gangway/composition';
    import { definePlugin, overrides, permit } from '@gangway/core';
    const site${'OfHook'}: string = ${site};
    ${before}
    const plugin = definePlugin({
      name: 'site',
      build: () => ({
        checks: { wait: async () => { await ready(); return permit(); } },
        overrides: { keys: ['Site'], values: () => overrides({ Site: siteOfHook }) },
      }),
    });
    ${before === '' ? 'async function ready() {}' : ''}
    export default defineHook([plugin()]);
  `;
}

/** One that says it was asked, and answers once there is a file named go. */
const waitingHook = (site: string): string =>
  hookOf(
    `'${site}'`,
    `import { existsSync } from 'node:fs';
     async function ready() {
       process.stderr.write('asked ${site}\\n');
       while (!existsSync(new URL('./go', import.meta.url))) await new Promise(setImmediate);
     }`,
  );

/** The site that the hook answers with, over a new connection unless there is an agent that keeps some. */
async function siteFrom(url: string, agent: Agent | false = false): Promise<string> {
  const asked = request(`${url}/events`, { method: 'POST', agent });
  const answered = once(asked, 'response');
  asked.end(body);
  const [response] = await answered;
  return JSON.parse(await text(response)).parameterOverrides.Site;
}
