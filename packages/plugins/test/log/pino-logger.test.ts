import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CompositionError, type Logger, type Plugin } from '@gangway/core';
import { jsonLogger } from '@gangway/plugins/json-logger';
import { pinoLogger } from '@gangway/plugins/pino-logger';
import { fakeClock, makeCertificate } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';

type Options = NonNullable<Parameters<typeof pinoLogger>[0]>;

function loggerOf(plugin: Plugin, clock = fakeClock()): Logger {
  const [provision] = plugin.provides;
  if (provision === undefined) throw new Error(`${plugin.name} provides nothing`);
  return provision.create({ clock }) as Logger;
}

/** A logger, and the text of what it has written. */
function logging(options: Options = {}, clock = fakeClock()) {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  const logger = loggerOf(pinoLogger({ level: 'debug', destination, ...options }), clock);
  const lines = () => written.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { logger, written, lines };
}

/** The one line that is written for these fields. */
function lineOf(fields: Readonly<Record<string, unknown>>, options?: Options) {
  const { logger, lines } = logging(options);
  logger.log('info', 'a line', fields);
  const [line = {}] = lines();
  return line;
}

const secret = 'hunter2-whom-nobody-may-see';

describe('pino-logger', () => {
  it('writes the line that json-logger writes, whatever is logged', () => {
    const harmless = fc
      .dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue({ maxDepth: 4 }))
      .filter(
        (fields) =>
          !/pem|token|secret|password|cookie|"(__proto__|level)"/i.test(JSON.stringify(fields)),
      );
    const level = fc.constantFrom('debug', 'info', 'warn', 'error');
    fc.assert(
      fc.property(level, fc.string(), harmless, (at, message, fields) => {
        const { logger, written } = logging();
        let other = '';
        const write = (line: string) => {
          other = line;
        };
        loggerOf(jsonLogger({ level: 'debug', write })).log(at, message, fields);
        logger.log(at, message, fields);
        expect(written).to.have.length(1);
        expect(written[0]).to.match(/^[^\n]*\n$/);
        expect(JSON.parse(written[0] ?? '')).to.deep.equal(JSON.parse(other));
      }),
    );
  });

  it("tells the time of the hook's clock", () => {
    const clock = fakeClock(Date.UTC(2031, 0, 1));
    const { logger, lines } = logging({}, clock);
    logger.log('info', 'first');
    clock.advance(1_500);
    logger.log('info', 'second', { requestId: 'r-1' });
    expect(lines()).to.deep.equal([
      { level: 'INFO', timestamp: '2031-01-01T00:00:00.000Z', message: 'first' },
      { level: 'INFO', timestamp: '2031-01-01T00:00:01.500Z', requestId: 'r-1', message: 'second' },
    ]);
  });

  it('writes nothing below its level, and info unless it is told', () => {
    const { logger, lines } = logging({ level: 'warn' });
    for (const level of ['debug', 'info', 'warn', 'error'] as const) logger.log(level, level);
    expect(lines().map(({ level }) => level)).to.deep.equal(['WARN', 'ERROR']);
    const usual = logging({ level: undefined });
    for (const level of ['debug', 'info'] as const) usual.logger.log(level, level);
    expect(usual.lines().map(({ level }) => level)).to.deep.equal(['INFO']);
  });

  it('puts nothing into a message that looks like a format', () => {
    const { logger, lines } = logging();
    logger.log('info', '100 %s %d %j %% %o', { a: 1 });
    expect(lines()[0]?.message).to.equal('100 %s %d %j %% %o');
  });

  it('has the fields of `base` in every line', () => {
    expect(lineOf({ outcome: 'ALLOW' }, { base: { service: 'gangway' } })).to.include({
      service: 'gangway',
      outcome: 'ALLOW',
    });
  });

  it('has each member of a line once, though a field is called like one of its own', () => {
    const { logger, written } = logging();
    logger.log('warn', 'mine', { level: 'theirs', timestamp: 'theirs', message: 'theirs' });
    expect(written[0]?.match(/"(level|timestamp|message)":/g)).to.have.length(3);
    expect(JSON.parse(written[0] ?? '')).to.include({ level: 'WARN', message: 'mine' });
    expect(JSON.parse(written[0] ?? '')).to.include({ level_: 'theirs', message_: 'theirs' });
  });

  it('refuses options that cannot be meant', () => {
    const faults = [
      { level: 'trace' },
      { redact: ['a[b'] },
      { redact: 'password' },
      { destination: {} },
      { destination: 1 },
      { base: 'gangway' },
      { pretty: true },
    ];
    for (const options of faults) {
      expect(() => pinoLogger(options as never), JSON.stringify(options)).to.throw(
        CompositionError,
      );
    }
  });
});

describe('what pino-logger never shows', () => {
  it('is whatever is named like a secret, wherever it stands', () => {
    const names = [
      'certificatePem',
      'caCertificatePem',
      'privateKey',
      'private-key',
      'certificateOwnershipToken',
      'DeviceToken',
      'token',
      'authorization',
      'Proxy-Authorization',
      'webhook-signature',
      'X-Amz-Security-Token',
      'x-api-key',
      'set-cookie',
      'SecretString',
      'SecretBinary',
      'secretAccessKey',
      'sessionToken',
      'password',
      'clientSecret',
    ];
    const place = fc.array(fc.constantFrom('event', 'headers', 'req', '0', 'a.b'), {
      maxLength: 6,
    });
    const value = fc.constantFrom<unknown>(
      secret,
      [secret],
      { value: secret },
      Buffer.from(secret),
      7,
    );
    fc.assert(
      fc.property(fc.constantFrom(...names), place, value, fc.boolean(), (name, at, hide, list) => {
        const inside: unknown = { [name]: hide, beside: 'shown' };
        const fields = at.reduceRight<unknown>(
          (within, step) => (list ? [within] : { [step]: within }),
          inside,
        );
        const line = JSON.stringify(lineOf({ fields }));
        expect(line).to.include(`"${name}":"[Redacted]"`);
        expect(line).to.include('"beside":"shown"');
        expect(line).not.to.include(secret);
        expect(line).not.to.include(String(Buffer.from(secret).toJSON().data));
      }),
    );
  });

  it('is any value of parameters and of overrides, while their names are shown', () => {
    const line = lineOf({
      parameterOverrides: { Site: secret, Nested: { deep: [secret] } },
      event: { parameters: { SerialNumber: secret, Token: secret }, clientId: 'SN-0001' },
    });
    expect(line).to.deep.include({
      parameterOverrides: { Site: '[Redacted]', Nested: '[Redacted]' },
      event: {
        parameters: { SerialNumber: '[Redacted]', Token: '[Redacted]' },
        clientId: 'SN-0001',
      },
    });
    expect(lineOf({ parameters: JSON.stringify({ Token: secret }) }).parameters).to.equal(
      '[Redacted]',
    );
    expect(JSON.stringify(lineOf({ parameters: [secret, { a: secret }] }))).not.to.include(secret);
  });

  it('is a PEM block, in a field, in a message and in an error', async () => {
    const { pem } = await makeCertificate({});
    const { logger, written } = logging();
    const error = new Error(`cannot read ${pem}`);
    logger.log('error', `no use: ${pem}`, { error, detail: `${pem} and more`, list: [pem] });
    logger.log('error', 'cut off', { detail: pem.slice(0, 300) });
    expect(written.join('')).not.to.include(pem.slice(40, 90));
    expect(written[0]).to.include('"message":"no use: [PEM]').and.include('[PEM]\\n and more');
    expect(written[0]).to.include('cannot read [PEM]');
  });

  it('is a key of the hop, in a field, in a message and in an error', () => {
    const key = `whsec_${Buffer.from(secret).toString('base64')}`;
    const { logger, written } = logging();
    logger.log('info', `no use: ${key}.`, { keys: [key], error: new Error(`no ${key}, ${key}`) });
    expect(written[0]).to.not.include(key.slice(6, 14));
    expect(written[0]).to.include('"message":"no use: whsec_….');
  });

  it('is what a further path leads to, by the redaction of pino', () => {
    const line = lineOf(
      { device: { serial: secret, site: 'Oslo' }, list: [{ id: secret }], token: secret },
      { redact: ['device.serial', 'list[*].id'] },
    );
    expect(line).to.deep.include({
      device: { serial: '[Redacted]', site: 'Oslo' },
      list: [{ id: '[Redacted]' }],
      token: '[Redacted]',
    });
  });

  it('is not the flag that something is secret', () => {
    expect(lineOf({ origin: { source: 'store', secret: true, token: null } }).origin).to.deep.equal(
      {
        source: 'store',
        secret: true,
        token: null,
      },
    );
  });

  it('changes nothing of what was logged', () => {
    const fields = { event: { parameters: { Token: secret } }, token: secret };
    lineOf(fields);
    expect(fields).to.deep.equal({ event: { parameters: { Token: secret } }, token: secret });
  });
});

describe('what pino-logger writes of odd values', () => {
  it('is an error with its message, stack and members', () => {
    const error = Object.assign(new TypeError('broken'), { config: { token: secret, url: '/x' } });
    const line = lineOf({ err: error, nested: { error } });
    for (const told of [line.err, (line.nested as { error: unknown }).error]) {
      expect(told).to.include({ type: 'TypeError', message: 'broken' });
      expect(told).to.have.property('stack');
      expect(told).to.deep.include({ config: { token: '[Redacted]', url: '/x' } });
    }
  });

  it('is a line in any case', () => {
    const circular: Record<string, unknown> = { token: secret };
    circular.itself = { circular };
    const deep = Array.from({ length: 40 }).reduce<unknown>((inside) => ({ inside }), secret);
    const throwing = {
      get value() {
        throw new Error('cannot be looked at');
      },
    };
    const rows: readonly [unknown, unknown][] = [
      [12n, '12'],
      [new Date(0), '1970-01-01T00:00:00.000Z'],
      [new URL('https://example.com/'), 'https://example.com/'],
      [circular, { token: '[Redacted]', itself: { circular: '[Circular]' } }],
      [Buffer.from('four'), '[4 octets]'],
      [JSON.parse('{"__proto__":{"level":"theirs"},"a":1}'), { a: 1 }],
      [() => secret, undefined],
      [Symbol('s'), undefined],
      [undefined, undefined],
    ];
    for (const [value, written] of rows) {
      expect(lineOf({ value, requestId: 'r-1' }).value).to.deep.equal(written);
    }
    expect(lineOf(JSON.parse('{"__proto__":{"level":"theirs"}}'))).not.to.have.property('level_');
    expect(JSON.stringify(lineOf({ deep })))
      .to.include('[Object]')
      .and.not.include(secret);
    expect(lineOf({ throwing })).to.include({ message: 'a line', fields: 'could not be read' });
  });
});

describe('pino', () => {
  const folder = fileURLToPath(new URL('../../', import.meta.url));

  async function run(program: string): Promise<string> {
    const code = `
      import { registerHooks } from 'node:module';
      let loaded = false;
      registerHooks({
        load(url, context, next) {
          loaded ||= url.includes('/pino/');
          return next(url, context);
        },
      });
      const { composeHook, defineHook } = await import('@gangway/composition');
      const { anEvent, memorySecretStore } = await import('@gangway/testing');
      const { defineCheck, definePlugin, Logger, permit } = await import('@gangway/core');
      ${program}
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', code],
      { cwd: folder },
    );
    return stdout;
  }

  it('is loaded by no hook that does not import the plugin', async () => {
    const stdout = await run(`
      const hook = composeHook(defineHook([defineCheck('known', () => permit())]));
      await hook.prepare();
      await hook.decide(anEvent());
      console.log(loaded);
    `);
    expect(stdout.trim().split('\n').at(-1)).to.equal('false');
  });

  it('writes to standard output what a hook decides, and no secret that a plugin logs by mistake', async () => {
    const stdout = await run(`
      const { pinoLogger } = await import('@gangway/plugins/pino-logger');
      const { secretsManagerOverrides } = await import('@gangway/plugins/secrets-manager-overrides');
      const careless = definePlugin({
        name: 'careless',
        needs: { logger: Logger },
        build: () => ({
          checks: {
            careless: (request, { ports }) => {
              ports.logger.log('info', 'came', { request, event, headers: { authorization: '${secret}' } });
              return permit();
            },
          },
        }),
      });
      const event = anEvent({ parameters: { SerialNumber: 'SN-0001', DeviceToken: '${secret}' } });
      const hook = composeHook(
        defineHook([
          careless(),
          secretsManagerOverrides({ secretId: 'fleet/site', keys: ['Site'] }),
        ]),
        {
          replace: [
            pinoLogger(),
            memorySecretStore({ 'fleet/site': { value: '{"Site":"${secret}"}', version: 'v1' } }),
          ],
        },
      );
      const decision = await hook.decide(event, { requestId: 'r-1' });
      hook.logger.log('info', 'answered', { parameterOverrides: decision.parameterOverrides });
    `);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ message }) => message)).to.deep.equal(['came', 'decision', 'answered']);
    expect(lines[1]).to.include({ level: 'INFO', outcome: 'ALLOW', requestId: 'r-1' });
    expect(lines[2]?.parameterOverrides).to.deep.equal({ Site: '[Redacted]' });
    expect(stdout).not.to.include(secret).and.not.include('BEGIN CERTIFICATE');
  });
});
