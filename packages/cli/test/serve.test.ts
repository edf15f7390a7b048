import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { linesOf } from './lines-of.js';
import { gangway, startGangway } from './run-gangway.js';

describe('gangway serve', () => {
  let child: ChildProcess | undefined;
  afterEach(() => {
    child?.kill('SIGKILL');
  });

  const start = (...args: readonly string[]) => {
    const started = startGangway(['serve', ...args, '--port', '0', '--insecure']);
    child = started;
    return {
      out: linesOf(started.stdout),
      err: linesOf(started.stderr),
      ended: once(started, 'close'),
    };
  };
  const post = (url: string) =>
    fetch(`${url}/events`, { method: 'POST', body: JSON.stringify(anEvent()) });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`finishes what is in flight at ${signal} and ends with 0`, async () => {
      const { out, err, ended } = start('slow-hook.ts', '--json');
      const { url } = JSON.parse(await out.next());
      const answer = post(url);
      await err.until('asked');
      child?.kill(signal);
      expect(await (await answer).json()).to.deep.equal({
        allowProvisioning: true,
        parameterOverrides: {},
      });
      expect((await ended)[0]).to.equal(0);
    });
  }

  it('says on standard error where it listens, and logs decisions on standard output', async () => {
    const { out, err } = start('composed-hook.mjs');
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(await err.next()) ?? [];
    expect(await err.next()).to.match(/^gangway: WARNING: UNSIGNED CALLS ARE LET IN/);
    expect(JSON.parse(await out.next())).to.include({ level: 'WARN', insecure: 'loopback' });
    await post(url);
    expect(JSON.parse(await out.next())).to.include({ message: 'decision', outcome: 'ALLOW' });
  });

  it('prints one line with the URL first with --json', async () => {
    const { out } = start('composed-hook.mjs', '--json');
    const line = JSON.parse(await out.next());
    expect(Object.keys(line)).to.deep.equal(['url']);
    expect((await fetch(`${line.url}/healthz`)).status).to.equal(200);
  });

  it('goes on serving when nobody reads its log any more', async () => {
    const { out } = start('composed-hook.mjs', '--json');
    const { url } = JSON.parse(await out.next());
    child?.stdout?.destroy();
    for (let request = 0; request < 3; request += 1) {
      expect((await post(url)).status).to.equal(200);
    }
  });

  it('says PORT_IN_USE for a port that is taken, and ends with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const args = ['serve', 'composed-hook.mjs', '--port', `${port}`, '--insecure', '--json'];
    const { code, stdout } = await gangway(args);
    other.close();
    expect(code).to.equal(1);
    expect(JSON.parse(stdout).error.code).to.equal('PORT_IN_USE');
  });

  it('lets no unsigned calls in from elsewhere', async () => {
    const { code, stderr } = await gangway([
      'serve',
      'composed-hook.mjs',
      '--host',
      '192.0.2.1',
      '--port',
      '0',
      '--insecure',
    ]);
    expect(code).to.equal(2);
    expect(stderr).to.match(/^gangway: USAGE: --insecure: loopback .* --host/);
  });

  it('refuses an empty address: it would be every address of this machine', async () => {
    const { code, stderr } = await gangway(['serve', 'composed-hook.mjs', '--host', '', '-p', '0']);
    expect(code).to.equal(2);
    expect(stderr).to.match(/^gangway: USAGE: --host: /);
  });
});
