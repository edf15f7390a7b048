import { expect } from 'chai';
import { gangway } from './run-gangway.js';

describe('gangway describe', () => {
  it("prints the hook's description as one object", async () => {
    const { code, stdout } = await gangway(['describe', 'site-hook.ts', '--json']);
    expect(code).to.equal(0);
    const description = JSON.parse(stdout);
    expect(description.plugins.map(({ name }: { name: string }) => name)).to.deep.equal([
      'known-serial',
      'site',
      'token',
    ]);
    expect(description.overrideKeys).to.deep.equal(['Site', 'Token']);
    expect(description.reasonCodes).to.include.keys('SERIAL_UNKNOWN', 'NO_PERMIT');
  });

  it('tells people plugins in order, ports, keys and the codes of the plugins', async () => {
    const { code, stdout } = await gangway(['describe', 'site-hook.ts']);
    expect(code).to.equal(0);
    expect(stdout).to.match(/known-serial\n +checks serial-is-known\n[\s\S]*site\n[\s\S]*token\n/);
    expect(stdout).to.match(/Logger +json-logger\n/);
    expect(stdout).to.match(/SERIAL_UNKNOWN +DENY_POLICY +Nobody knows this serial number\.\n/);
  });

  it('tells for which devices what is monitored decides', async () => {
    const { stdout } = await gangway(['describe', 'monitored-hook.ts']);
    expect(stdout).to.contain(
      'decides for a share of 0.000001 of the devices; monitored for 1000 ms at most elsewhere\n',
    );
    expect(stdout).to.contain('decides for no device; monitored for 1000 ms at most elsewhere\n');
  });
});
