import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ContainerParts,
  type ContainerProcess,
  runContainer,
  type ServerSettings,
} from '@gangway/adapter-http';
import { composeHook, defineHook } from '@gangway/composition';
import { definePlugin, Logger, type LogLevel, provide } from '@gangway/core';
import { anEvent } from '@gangway/testing';
import { expect } from 'chai';
import { newKey } from './caller.js';
import { gate, knownDevice } from './sample-hook.js';

type Environment = ContainerProcess['env'];

/** A process that has an environment, keeps what goes to standard error, and can be sent signals. */
function aProcess(env: Environment) {
  const signals = new EventEmitter();
  const told: string[] = [];
  const process: ContainerProcess = {
    env,
    stderr: { write: (text) => told.push(text) },
    on: (signal, listener) => signals.on(signal, () => listener(signal)),
  };
  return { process, told, send: (signal: string) => signals.emit(signal) };
}

/** A logger that can be waited for. */
function aLog() {
  const lines: { level: LogLevel; message: string; fields: Readonly<Record<string, unknown>> }[] =
    [];
  const changed = new EventEmitter();
  const plugin = definePlugin({
    name: 'kept-log',
    build: () => ({
      provides: [
        provide(Logger, {}, () => ({
          log(level, message, fields = {}) {
            lines.push({ level, message, fields });
            changed.emit(message, fields);
          },
        })),
      ],
    }),
  })();
  return { plugin, lines, changed };
}

describe('runContainer', () => {
  const stops: (() => void)[] = [];

  function start(
    env: Environment,
    settings: ServerSettings = { port: 0 },
    plugins = [knownDevice],
  ) {
    const { process, told, send } = aProcess(env);
    const { plugin, lines, changed } = aLog();
    const given = Promise.withResolvers<ContainerParts>();
    const url = Promise.withResolvers<string>();
    changed.once('the hook listens', ({ url: at }) => url.resolve(at));
    const ended = runContainer(
      (parts) => {
        given.resolve(parts);
        const { observe } = parts;
        return { hook: composeHook(defineHook(plugins), { replace: [plugin], observe }) };
      },
      { process, settings },
    );
    stops.push(() => send('SIGTERM'));
    return { url: url.promise, given: given.promise, ended, told, send, lines, changed };
  }
  // Also where a test fails.
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });

  for (const signal of ['SIGTERM', 'SIGINT']) {
    it(`serves as its environment says until ${signal}, and answers what is in flight`, async () => {
      const held = gate();
      const { url, given, ended, send, lines } = start(
        { GANGWAY_INSECURE: 'loopback', GANGWAY_LOG_LEVEL: 'warn' },
        { port: 0 },
        [held.plugin],
      );
      const answer = fetch(`${await url}/events`, {
        method: 'POST',
        body: JSON.stringify(anEvent()),
      });
      await held.reached;
      send(signal);
      held.open();
      expect(await (await answer).json()).to.include({ allowProvisioning: true });
      expect(await ended).to.equal(0);
      expect((await given).logLevel).to.equal('warn');
      expect(lines.map(({ message }) => message)).to.include('the hook has stopped');
      expect(lines.find(({ message }) => message === 'the hook stops')?.fields).to.deep.equal({
        on: signal,
      });
    });
  }

  it('counts what it is told of calls of ports', async () => {
    const { url, given, ended, send } = start({ GANGWAY_INSECURE: 'loopback' });
    const at = await url;
    (await given).observe({
      port: 'ClaimLedger',
      operation: 'commit',
      outcome: 'answered',
      durationMs: 2,
    });
    expect(await (await fetch(`${at}/metrics`)).text()).to.match(
      /^gangway_port_calls_total\{port="ClaimLedger",[^}]*\} 1$/m,
    );
    send('SIGTERM');
    await ended;
  });

  it('logs what its environment most likely meant otherwise', async () => {
    const { ended, send, lines, changed } = start({
      GANGWAY_INSECURE: 'loopback',
      GANGWAY_PROT: '80',
    });
    const warning = 'GANGWAY_PROT: the server has no such setting. Did you mean GANGWAY_PORT?';
    await once(changed, warning);
    send('SIGTERM');
    await ended;
    expect(lines.find(({ message }) => message === warning)?.level).to.equal('warn');
  });

  it('ends with 1 and one line where nobody has said who may ask, with both ways', async () => {
    const { ended, told } = start({});
    expect(await ended).to.equal(1);
    expect(told).to.have.length(1);
    expect(told[0])
      .to.match(/^gangway: OPTION_INVALID: .*\n$/)
      .and.contain('GANGWAY_KEYS_FILE')
      .and.contain('GANGWAY_INSECURE');
  });

  it('ends with 1 where only this machine could ask, and it listens to all', async () => {
    const { ended, told } = start({ GANGWAY_INSECURE: 'loopback', GANGWAY_HOST: '0.0.0.0' });
    expect(await ended).to.equal(1);
    expect(told[0]).to.contain('GANGWAY_HOST says 0.0.0.0').and.contain('GANGWAY_INSECURE');
  });

  it('ends with 1 where there is no file of keys', async () => {
    const { ended, told } = start({ GANGWAY_KEYS_FILE: '/nowhere/keys' });
    expect(await ended).to.equal(1);
    expect(told).to.deep.equal([
      'gangway: OPTION_INVALID: GANGWAY_KEYS_FILE: /nowhere/keys is not there.\n',
    ]);
  });

  it('ends with 1 where the hook cannot be composed', async () => {
    const { process, told } = aProcess({ GANGWAY_INSECURE: 'loopback' });
    const ended = runContainer(
      () => ({ hook: composeHook(defineHook([]), { replace: [knownDevice] }) }),
      { process },
    );
    expect(await ended).to.equal(1);
    expect(told[0]).to.match(/^gangway: REPLACEMENT_HAS_STEPS: .*\n$/);
  });

  it('warns of a file of keys of its own that everybody can read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gangway-container-'));
    const path = join(folder, 'keys');
    const warned = async (mode: number) => {
      await writeFile(path, newKey(), { mode });
      const { ended, send, lines, changed } = start({ GANGWAY_KEYS_FILE: path, GANGWAY_X: 'x' });
      await once(changed, 'GANGWAY_X: the server has no such setting.');
      send('SIGTERM');
      await ended;
      await rm(path);
      return lines.some(({ message }) => message.startsWith(path));
    };
    expect([await warned(0o644), await warned(0o600)]).to.deep.equal([true, false]);
    await rm(folder, { recursive: true });
  });
});
