import { EmulatorError, keptAccount } from '@gangway/emulator';
import { expect } from 'chai';
import { useFolder } from './folder.js';

describe('keptAccount()', () => {
  const file = useFolder();

  it('refuses an account that another emulator has open, and names its file once', async () => {
    const path = file();
    const { state } = await keptAccount(path);
    const refused = await keptAccount(path).catch((error: unknown) => error);
    state.close();
    expect(refused).to.be.instanceOf(EmulatorError).with.property('code', 'STATE_NOT_READABLE');
    expect(String(refused).split(path)).to.have.length(2);
  });

  it('gives the same authority when it is opened again', async () => {
    const path = file();
    const first = await keptAccount(path);
    first.state.close();
    const second = await keptAccount(path);
    second.state.close();
    expect(second.authorityKeys).to.deep.equal(first.authorityKeys);
  });
});
