import { readFileSync } from 'node:fs';
import { readSettings, toServeOptions } from '@gangway/adapter-http';
import { expect } from 'chai';
import { newKey } from './caller.js';

const text = readFileSync(new URL('../container/Dockerfile', import.meta.url), 'utf8');
const steps = text
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter(Boolean)
  .map((line) => line.trim().split(/\s+(.*)/s) as [string, string]);
const lines = (name: string) => steps.filter(([step]) => step === name).map(([, rest]) => rest);

describe('the Dockerfile', () => {
  it('needs no shell, to be built or to be run', () => {
    for (const command of [...lines('RUN'), ...lines('ENTRYPOINT'), ...lines('CMD')]) {
      expect(JSON.parse(command.replace(/^--mount=\S+ /, '')), command).to.be.an('array');
    }
    const [check = ''] = lines('HEALTHCHECK');
    expect(JSON.parse(check.slice(check.indexOf('CMD') + 3))).to.be.an('array');
  });

  it('takes its images as arguments, and names public ones by tag', () => {
    const [node = '', base = '', ...others] = lines('ARG');
    const defaults = [node.split('='), base.split('=')];
    expect(defaults.map(([name]) => name)).to.deep.equal(['NODE_IMAGE', 'BASE_IMAGE']);
    expect(others).to.deep.equal(['ENTRY=container.ts', 'FILES=""', 'PORTS=8080']);
    for (const [, image] of defaults) expect(image).to.match(/^[a-z0-9./-]+:[\w.-]+$/);
    for (const from of lines('FROM')) expect(from).to.match(/^\$\{(NODE|BASE)_IMAGE\}/);
  });

  it('runs as nobody in particular, and ends on SIGTERM', () => {
    expect(lines('USER')).to.deep.equal(['65532:65532']);
    expect(lines('STOPSIGNAL')).to.deep.equal(['SIGTERM']);
    expect(lines('ENTRYPOINT')[0]).to.contain('node');
    expect(lines('ENV').join(' ')).to.contain('NODE_ENV=production');
  });

  it('keeps all but what it reads out of the build', () => {
    const ignored = readFileSync(new URL('../container/.dockerignore', import.meta.url), 'utf8');
    const [first, ...others] = ignored.split('\n').filter((line) => line && !line.startsWith('#'));
    expect(first).to.equal('*');
    for (const line of others) expect(line).to.match(/^!/);
  });
});

describe('the environment of the image', () => {
  const ofImage = Object.fromEntries(
    lines('ENV')
      .join(' ')
      .split(' ')
      .map((pair) => pair.split('=') as [string, string]),
  );
  const optionsOf = (more: Readonly<Record<string, string>>) =>
    toServeOptions(readSettings({ environment: { ...ofImage, ...more } }));

  it('lets nobody in by itself', () => {
    expect(() => readSettings({ environment: ofImage })).to.throw(/Nobody has said who may ask/);
  });

  it('takes keys as they are, too', async () => {
    const { hostname, port, keys } = await optionsOf({ GANGWAY_KEYS: newKey() });
    expect({ hostname, port }).to.deep.equal({ hostname: '0.0.0.0', port: 8_080 });
    expect(keys).to.have.lengthOf(1);
  });

  it('goes with what the page on Lambda Web Adapter sets', async () => {
    const page = readFileSync(
      new URL('../../../docs/lambda-web-adapter.md', import.meta.url),
      'utf8',
    );
    const rows = [...page.matchAll(/^\| `(GANGWAY_\w+)` \| `([^`]+)` \|/gm)];
    const variables = Object.fromEntries(rows.map(([, name = '', value = '']) => [name, value]));
    expect(await optionsOf(variables)).to.deep.equal({
      hostname: '127.0.0.1',
      port: 8_080,
      insecure: 'loopback',
    });
  });
});
