import { type EmulatorOptions, sqliteAccountStore, startEmulator } from '@gangway/emulator';
import { expect } from 'chai';
import { useFolder } from './account/folder.js';
import { simpleTemplate } from './provisioning/templates.js';

const template = { name: 'first-fleet', body: JSON.stringify(simpleTemplate()) };

describe('an emulator that cannot start', () => {
  const file = useFolder();
  const faults: Readonly<Record<string, Partial<EmulatorOptions>>> = {
    'keys that are none': { authorityKeys: { caPem: 'none', privateKey: 'none' } },
    'a template that is none': { template: { ...template, body: '{}' } },
  };
  for (const [what, fault] of Object.entries(faults)) {
    it(`lets go of its account's file, for ${what}`, async () => {
      const path = file();
      const hook = { label: 'never asked', ask: () => Promise.reject(new Error('asked')) };
      const state = sqliteAccountStore({ path });
      const started = await startEmulator({ hook, template, state, ...fault }).catch(
        () => 'refused',
      );
      expect(started).to.equal('refused');
      sqliteAccountStore({ path }).close();
    });
  }
});
