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
});
