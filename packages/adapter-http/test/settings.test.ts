import { readSettings } from '@gangway/adapter-http';
import { flagOf, settingsTable, variableOf } from '@gangway/adapter-http/settings';
import { CompositionError } from '@gangway/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { key, newKey } from './caller.js';

const names = Object.keys(settingsTable);
const named = (name: string) => `serve.${name} of hook.ts`;
const code = (values: unknown) => ({ values, named });

function faultOf(run: () => unknown): CompositionError {
  try {
    run();
  } catch (error) {
    if (error instanceof CompositionError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the settings of a server', () => {
  it('are what their fallbacks are where nobody says anything', () => {
    const { values, said, warnings } = readSettings({});
    expect(values).to.include({ port: 8_080, host: '127.0.0.1', logLevel: 'info' });
    expect(values).to.not.have.any.keys('keys', 'keysFile', 'insecure');
    expect(said.size).to.equal(0);
    expect(warnings).to.deep.equal([]);
  });

  it('count from flags before the environment, and from there before code', () => {
    const environment = { GANGWAY_PORT: '2', GANGWAY_HOST: '::1' };
    const { values, said } = readSettings({
      flags: { port: '1' },
      environment,
      code: code({ port: 3, host: 'localhost', bodyLimit: 4 }),
    });
    expect(values).to.include({ port: 1, host: '::1', bodyLimit: 4 });
    expect([...said.values()].map(({ where }) => where)).to.have.members([
      '--port',
      'GANGWAY_HOST',
      'serve.bodyLimit of hook.ts',
    ]);
  });

  it('take what is empty in the environment, and undefined in code, as not said', () => {
    const { values } = readSettings({
      environment: { GANGWAY_PORT: '', GANGWAY_KEYS: '' },
      code: code({ port: undefined }),
    });
    expect(values.port).to.equal(8_080);
    expect(values).to.not.have.property('keys');
  });

  it('have flags and variables by their names, and no flag for keys', () => {
    expect(names.map(flagOf)).to.include('--headers-timeout-ms');
    expect(names.map(variableOf)).to.include('GANGWAY_HEADERS_TIMEOUT_MS');
    expect(readSettings({ flags: { keys: key } }).values).to.not.have.property('keys');
  });

  for (const [what, sources, says] of [
    ['a flag', { flags: { port: '65536' } }, '--port: it takes a whole number from 0 to 65535.'],
    [
      'a variable',
      { environment: { GANGWAY_DRAIN_MS: '5s' } },
      'GANGWAY_DRAIN_MS: it takes a whole number from 0 to 2147483647.',
    ],
    [
      'code',
      { code: code({ port: '80' }) },
      'serve.port of hook.ts: it takes a whole number from 0 to 65535.',
    ],
    ['a flag that is empty', { flags: { host: '' } }, '--host: it takes a text that is not empty.'],
    [
      'a word',
      { environment: { GANGWAY_INSECURE: 'true' } },
      "GANGWAY_INSECURE: it takes 'loopback' or 'anywhere'.",
    ],
    [
      'what does not count, for something above it does',
      { flags: { port: '0' }, environment: { GANGWAY_PORT: 'http' } },
      'GANGWAY_PORT: it takes a whole number from 0 to 65535.',
    ],
  ] as const) {
    it(`are refused by where they are said: ${what}`, () => {
      const { code: faultCode, message } = faultOf(() => readSettings(sources));
      expect(faultCode).to.equal('OPTION_INVALID');
      expect(message).to.equal(says);
    });
  }

  it('tell the nearest right name of one in code that there is not', () => {
    const { code: faultCode, message } = faultOf(() => readSettings({ code: code({ prot: 1 }) }));
    expect(faultCode).to.equal('OPTION_UNKNOWN');
    expect(message).to.equal(
      'serve.prot of hook.ts: there is no such setting. Did you mean "port"?',
    );
    expect(faultOf(() => readSettings({ code: code(7) })).message).to.contain('an object');
    // A name that every object has is none of a setting.
    expect(faultOf(() => readSettings({ code: code({ toString: 1 }) })).code).to.equal(
      'OPTION_UNKNOWN',
    );
  });

  it('warn of a variable that looks like one and is none', () => {
    const environment = { GANGWAY_PROT: '1', GANGWAY_COLOUR: 'x', PORT: '1', GANGWAYPORT: '1' };
    expect(readSettings({ environment }).warnings).to.deep.equal([
      'GANGWAY_PROT: the server has no such setting. Did you mean GANGWAY_PORT?',
      'GANGWAY_COLOUR: the server has no such setting.',
    ]);
  });

  it('are not what Kubernetes tells every container of a Service called gangway', () => {
    const { values, warnings } = readSettings({
      environment: {
        GANGWAY_PORT: 'tcp://10.0.0.11:8080',
        GANGWAY_SERVICE_HOST: '10.0.0.11',
        GANGWAY_SERVICE_PORT: '8080',
        GANGWAY_SERVICE_PORT_HTTP: '8080',
        GANGWAY_PORT_8080_TCP: 'tcp://10.0.0.11:8080',
        GANGWAY_PORT_8080_TCP_ADDR: '10.0.0.11',
      },
    });
    expect(values.port).to.equal(8_080);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.contain('GANGWAY_PORT').and.contain('enableServiceLinks');
  });

  it('never quote what was said, whatever it is', () => {
    const secret = newKey();
    for (const name of names) {
      const spoiled = `${secret}?`;
      const sources = { environment: { [variableOf(name)]: spoiled } };
      try {
        readSettings(sources);
      } catch (error) {
        expect(String(error)).to.contain(variableOf(name)).and.not.contain(secret.slice(6, 14));
      }
    }
  });

  it('read a number only as it is written in full', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String)),
        (text) => {
          fc.pre(text !== '');
          const read = () => readSettings({ flags: { port: text } }).values.port;
          if (/^\d{1,10}$/.test(text) && Number(text) <= 65_535)
            expect(read()).to.equal(Number(text));
          else expect(faultOf(read).code).to.equal('OPTION_INVALID');
        },
      ),
    );
  });
});

describe('who may ask, by the settings of a server', () => {
  const other = newKey();

  it('is whoever has one of the keys, of which the environment may have several', () => {
    const { values } = readSettings({ environment: { GANGWAY_KEYS: ` ${key}\n${other} ` } });
    expect(values.keys).to.deep.equal([key, other]);
  });

  it('is told by the one of keys and file that counts more', () => {
    const environment = { GANGWAY_KEYS: key };
    expect(readSettings({ flags: { keysFile: 'k' }, environment }).values).to.include({
      keysFile: 'k',
    });
    expect(readSettings({ flags: { keysFile: 'k' }, environment }).values).to.not.have.property(
      'keys',
    );
    const below = readSettings({ environment, code: code({ keysFile: 'k' }) }).values;
    expect(below).to.have.property('keys');
    expect(below).to.not.have.property('keysFile');
  });

  it('may not be told twice at one place', () => {
    const environment = { GANGWAY_KEYS: key, GANGWAY_KEYS_FILE: 'k' };
    expect(faultOf(() => readSettings({ environment })).message).to.equal(
      'GANGWAY_KEYS_FILE and GANGWAY_KEYS: both say which keys there are. Leave one out.',
    );
  });

  it('is nobody without a key because of what code says below keys', () => {
    for (const environment of [{ GANGWAY_KEYS: key }, { GANGWAY_KEYS_FILE: 'k' }]) {
      const { values } = readSettings({ environment, code: code({ insecure: 'anywhere' }) });
      expect(values).to.not.have.property('insecure');
    }
  });

  it('is anybody where that is said beside keys, or above them', () => {
    const keys = { GANGWAY_KEYS: key };
    const beside = readSettings({ environment: { ...keys, GANGWAY_INSECURE: 'loopback' } });
    const above = readSettings({ flags: { insecure: 'loopback' }, environment: keys });
    for (const { values } of [beside, above]) {
      expect(values).to.deep.include({ insecure: 'loopback', keys: [key] });
    }
  });

  for (const [what, keys] of [
    ['a key that is none', `${key} whsec_x`],
    ['blanks alone', ' '],
    ['nine keys', Array.from({ length: 9 }, newKey).join(' ')],
  ] as const) {
    it(`is refused: ${what}`, () => {
      const { message } = faultOf(() => readSettings({ environment: { GANGWAY_KEYS: keys } }));
      expect(message)
        .to.match(/^GANGWAY_KEYS: /)
        .and.not.contain(key.slice(6, 14));
    });
  }
});
