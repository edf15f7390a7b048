import { readSettings, type SettingSources, serverSettings } from '@gangway/adapter-http';
import { CompositionError } from '@gangway/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { serveRules } from '../../dist/option-rules.js';
import { key, newKey } from '../caller.js';

const desk = { GANGWAY_INSECURE: 'loopback' };
const numbers = serverSettings.filter(({ text }) => text.placeholder === '<number>');

describe('the settings of a server', () => {
  it('are all that serve takes, but for what can be no text', () => {
    const names = Object.keys(serveRules).filter(
      (name) => !['lifecycle', 'metrics'].includes(name),
    );
    expect(serverSettings.map(({ name }) => name)).to.have.members([...names, 'keysFile']);
  });

  it('have a flag each, but for the keys: every process can read a command line', () => {
    const without = serverSettings.filter(({ flag }) => flag === undefined);
    expect(without.map(({ name }) => name)).to.deep.equal(['keys']);
  });

  it('are called outside as they are called inside', () => {
    const [, ...rest] = serverSettings.map(({ flag, variable }) => [flag, variable]);
    expect(rest[0]).to.deep.equal(['--host', 'GANGWAY_HOST']);
    expect(rest).to.deep.include(['--keys-file', 'GANGWAY_KEYS_FILE']);
    expect(rest).to.deep.include(['--keep-alive-timeout-ms', 'GANGWAY_KEEP_ALIVE_TIMEOUT_MS']);
  });

  for (const { name, flag = '', variable } of numbers) {
    it(`come from flags before the environment before the hook file: ${name}`, () => {
      const file = { [name]: 101 };
      const environment = { ...desk, [variable]: '102' };
      const flags = { [name]: '103' };
      const told = (sources: SettingSources) => {
        const { settings, origins } = readSettings(sources);
        return [settings[name], origins.get(name)];
      };
      expect(told({ file, environment, flags })).to.deep.equal([103, flag]);
      expect(told({ file, environment })).to.deep.equal([102, variable]);
      expect(told({ file, environment: desk })).to.deep.equal([
        101,
        `serve.${name} of the hook file`,
      ]);
    });
  }

  it('are the defaults of serve otherwise, on port 8080', () => {
    const { settings, warnings } = readSettings({ environment: desk });
    expect(settings).to.deep.equal({ port: 8080, insecure: 'loopback' });
    expect(warnings).to.deep.equal([]);
  });

  it('leave the rest of an environment alone', () => {
    const environment = {
      ...desk,
      PORT: 'x',
      HOST: '::',
      gangway_port: '1',
      GANGWAY_REGISTRY: 'x',
    };
    expect(readSettings({ environment }).settings.port).to.equal(8080);
    expect(readSettings({ environment }).warnings).to.deep.equal([]);
  });
});

describe('a setting that is wrong', () => {
  const refused: readonly (readonly [SettingSources, RegExp])[] = [
    [{ flags: { port: 'eighty' } }, /^--port: it takes a whole number from 0 to 65535\.$/],
    [{ flags: { port: '' } }, /^--port: /],
    [{ flags: { port: true } }, /^--port: /],
    [{ flags: { hostname: '' } }, /^--host: /],
    [{ flags: { insecure: 'everywhere' } }, /^--insecure: it takes loopback or anywhere\.$/],
    [{ environment: { GANGWAY_PORT: '65536' } }, /^GANGWAY_PORT: it takes/],
    [{ environment: { GANGWAY_DRAIN_MS: '5s' } }, /^GANGWAY_DRAIN_MS: it takes/],
    [{ environment: { GANGWAY_INSECURE: 'true' } }, /^GANGWAY_INSECURE: it takes loopback/],
    [{ environment: { GANGWAY_INSECURE: '' } }, /^GANGWAY_INSECURE: /],
    [{ environment: { GANGWAY_KEYS: '' } }, /^GANGWAY_KEYS: it takes 1 to 8 keys/],
    [{ environment: { GANGWAY_KEYS: ' ' } }, /^GANGWAY_KEYS: /],
    [{ environment: { GANGWAY_KEYS_FILE: '' } }, /^GANGWAY_KEYS_FILE: /],
    [{ file: { port: '8080' } }, /^serve\.port of the hook file: it takes a whole number/],
    [{ file: { insecure: true } }, /^serve\.insecure of the hook file: /],
    [{ file: { keysFile: new URL('https://example.com/keys') } }, /^serve\.keysFile of the hook /],
    [{ file: [] }, /^serve of the hook file: it takes an object/],
    [{ file: null }, /^serve of the hook file: /],
    [{ file: 8080 }, /^serve of the hook file: /],
  ];
  for (const [sources, message] of refused) {
    it(`is refused with where it was said and what is asked for: ${JSON.stringify(sources)}`, () => {
      const insecure = { GANGWAY_INSECURE: 'loopback', ...sources.environment };
      expect(() => readSettings({ ...sources, environment: insecure }))
        .to.throw(CompositionError, message)
        .with.property('code', 'OPTION_INVALID');
    });
  }

  it('is refused where the one above it would do: it was meant', () => {
    expect(() =>
      readSettings({ flags: { port: '1' }, environment: { ...desk, GANGWAY_PORT: 'x' } }),
    )
      .to.throw(CompositionError, 'GANGWAY_PORT')
      .with.property('code', 'OPTION_INVALID');
  });

  for (const [name, right] of [
    ['prot', 'port'],
    ['keys_file', 'keysFile'],
    ['bodylimit', 'bodyLimit'],
  ]) {
    it(`is refused where there is none of that name, with the one that is meant: ${name}`, () => {
      expect(() => readSettings({ file: { [String(name)]: 1 } }))
        .to.throw(CompositionError, `serve.${name} of the hook file`)
        .with.property('message')
        .that.contains(`Did you mean "${right}"?`);
    });
  }

  for (const name of ['lifecycle', 'metrics', '__proto__', 'toString', 'constructor']) {
    it(`is refused where it is no setting: ${name}`, () => {
      expect(() => readSettings({ file: JSON.parse(`{ ${JSON.stringify(name)}: 1 }`) }))
        .to.throw(CompositionError)
        .with.property('code', 'OPTION_UNKNOWN');
    });
  }

  it('has no flag for the keys', () => {
    expect(() => readSettings({ flags: { keys: key } }))
      .to.throw(CompositionError)
      .with.property('code', 'OPTION_UNKNOWN');
  });

  it('is never told with its value', () => {
    const spoiled = `${key.slice(0, -4)}====`;
    for (const sources of [
      { environment: { GANGWAY_KEYS: spoiled } },
      { environment: { GANGWAY_KEYS: `${newKey()} ${spoiled}` } },
      { environment: { GANGWAY_PORT: key } },
      { file: { keys: [spoiled] } },
      { file: { port: key } },
    ] satisfies readonly SettingSources[]) {
      expect(() => readSettings(sources))
        .to.throw(CompositionError)
        .with.property('message')
        .that.does.not.contain(key.slice(6, 14));
    }
  });

  it('is any text but a decimal number from 0 to 65535, for a port', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.integer().map(String),
      fc.integer({ min: 0, max: 65_535 }).map((port) => `0x${port.toString(16)}`),
    );
    fc.assert(
      fc.property(texts, (port) => {
        const read = () => readSettings({ flags: { port }, environment: desk }).settings.port;
        if (/^0*\d{1,5}$/.test(port) && port.length <= 10 && Number(port) <= 65_535) {
          expect(read()).to.equal(Number(port));
        } else expect(read).to.throw(CompositionError);
      }),
    );
  });
});

describe('who may ask, by the settings', () => {
  const file = { insecure: 'loopback' } as const;

  it('is said by nobody: both ways are named', () => {
    expect(() => readSettings({ environment: {} }))
      .to.throw(CompositionError, /gangway keys hop --out keys.*--keys-file.*--insecure/)
      .with.property('code', 'OPTION_INVALID');
  });

  it('is loopback with the flag alone', () => {
    expect(readSettings({ flags: { insecure: true } }).settings.insecure).to.equal('loopback');
  });

  it('is whoever has a key, out of the environment with blanks between', () => {
    const keys = [newKey(), newKey(), newKey()];
    const environment = { GANGWAY_KEYS: ` ${keys[0]} ${keys[1]}\n\t${keys[2]}\n` };
    expect(readSettings({ environment }).settings.keys).to.deep.equal(keys);
  });

  it('is whoever has the key that Secrets Manager generated, as a task in ECS is given it', () => {
    const letters = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3';
    const environment = { GANGWAY_KEYS: JSON.stringify({ whsec: letters }) };
    expect(readSettings({ environment }).settings.keys).to.deep.equal([`whsec_${letters}`]);
    const broken = { GANGWAY_KEYS: `{"whsec":"${letters}"` };
    expect(() => readSettings({ environment: broken }))
      .to.throw(CompositionError, /^GANGWAY_KEYS: it takes 1 to 8 keys/)
      .that.satisfies(({ message }: Error) => !message.includes(letters));
  });

  it('may be said by a function in a hook file', () => {
    const keys = () => [key];
    expect(readSettings({ file: { keys } }).settings.keys).to.equal(keys);
  });

  for (const [what, sources, wheres] of [
    [
      'the environment',
      { environment: { GANGWAY_KEYS: key, GANGWAY_KEYS_FILE: 'keys' } },
      ['GANGWAY_KEYS_FILE', 'GANGWAY_KEYS:'],
    ],
    [
      'the hook file',
      { file: { keys: [key], keysFile: 'keys' } },
      ['serve.keysFile of the hook file', 'serve.keys of the hook file'],
    ],
  ] as const) {
    it(`is not said twice by ${what}`, () => {
      for (const where of wheres) {
        expect(() => readSettings(sources))
          .to.throw(CompositionError, where)
          .with.property('code', 'OPTION_INVALID');
      }
    });
  }

  it('is said anew by the keys of a higher layer, in place of those below', () => {
    const environment = { GANGWAY_KEYS: key };
    expect(readSettings({ environment, file: { keysFile: 'below' } }).settings).to.deep.equal({
      port: 8080,
      keys: [key],
    });
    expect(readSettings({ environment, flags: { keysFile: 'above' } }).settings).to.deep.equal({
      port: 8080,
      keysFile: 'above',
    });
  });

  it('is no longer everybody of this machine once a higher layer has keys', () => {
    const { settings } = readSettings({ file, environment: { GANGWAY_KEYS_FILE: 'keys' } });
    expect(settings).to.deep.equal({ port: 8080, keysFile: 'keys' });
  });

  it('is whoever has a key and everybody where the higher layer lets everybody in', () => {
    const flags = { insecure: true } as const;
    const { settings } = readSettings({ flags, environment: { GANGWAY_KEYS: key } });
    expect(settings).to.deep.equal({ port: 8080, keys: [key], insecure: 'loopback' });
  });

  it('is not everybody of this machine where it listens to others', () => {
    expect(() => readSettings({ file, environment: { GANGWAY_HOST: '0.0.0.0' } }))
      .to.throw(CompositionError, /^serve\.insecure of the hook file: .*GANGWAY_HOST/)
      .with.property('code', 'OPTION_INVALID');
  });
});

describe('variables of the environment', () => {
  const warningsOf = (environment: Readonly<Record<string, string>>) =>
    readSettings({ environment: { ...desk, ...environment } }).warnings;

  it('that are mistyped are warned of, with the one that is meant', () => {
    expect(warningsOf({ GANGWAY_BODYLIMIT: '1' })).to.have.lengthOf(1);
    expect(warningsOf({ GANGWAY_BODYLIMIT: '1' })[0]).to.match(
      /^GANGWAY_BODYLIMIT: .* Did you mean GANGWAY_BODY_LIMIT\?$/,
    );
    expect(warningsOf({ GANGWAY_KEY_FILE: key })[0]).to.contain('GANGWAY_KEYS_FILE');
    expect(warningsOf({ GANGWAY_KEY_FILE: key })[0]).to.not.contain(key);
  });

  it('that are mistyped are named where, for want of the right one, nobody may ask', () => {
    const environment = { GANGWAY_KEY_FILE: 'keys' };
    expect(() => readSettings({ environment })).to.throw(
      /Nobody has said who may ask.*GANGWAY_KEY_FILE: .*Did you mean GANGWAY_KEYS_FILE\?$/,
    );
  });

  it('that are like none are warned of as well', () => {
    expect(warningsOf({ GANGWAY_COLOUR_OF_THE_SEA: '1' })[0]).to.not.contain('Did you mean');
  });

  it('that Kubernetes makes for a Service named gangway are no settings', () => {
    const environment = {
      ...desk,
      GANGWAY_SERVICE_HOST: '10.0.0.11',
      GANGWAY_SERVICE_PORT: '8080',
      GANGWAY_SERVICE_PORT_HTTP: '8080',
      GANGWAY_PORT: 'tcp://10.0.0.11:8080',
      GANGWAY_PORT_8080_TCP: 'tcp://10.0.0.11:8080',
      GANGWAY_PORT_8080_TCP_PROTO: 'tcp',
      GANGWAY_PORT_8080_TCP_ADDR: '10.0.0.11',
    };
    const { settings, warnings } = readSettings({ environment });
    expect(settings.port).to.equal(8080);
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.match(/^GANGWAY_PORT: .*enableServiceLinks/);
  });
});
