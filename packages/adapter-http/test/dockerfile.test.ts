import { readFileSync } from 'node:fs';
import { expect } from 'chai';

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
    expect(others).to.deep.equal(['FILES=""']);
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
