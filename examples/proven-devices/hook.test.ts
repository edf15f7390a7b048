import { startHook } from '@gangway/testing';
import { expect } from 'chai';
import { askings } from './askings.js';
import { makeFleet } from './fleet.js';
import { provenDevices } from './hook.js';

it('lets in the devices that prove who they are, and no thief in their place', async () => {
  const fleet = await makeFleet();
  try {
    await using running = await startHook(provenDevices(fleet.factoryCa, fleet.secrets));
    for (const { who, event, expected } of await askings(fleet)) {
      const { allowProvisioning } = await running.invoke(event);
      const codes = running.decisions.at(-1)?.trace.flatMap(({ code }) => code ?? []);
      // A device with a token has been refused its signature before.
      expect(allowProvisioning ? ['allowed'] : codes, who).to.deep.equal(expected);
    }
  } finally {
    await fleet.close();
  }
});
