import type { Hook } from '@gangway/composition';
import { anEvent } from '@gangway/testing';
import { hostileCertificates, hostileChains } from '../blocking/hostile-certificates.js';
import { hostileParameters } from '../blocking/hostile-parameters.js';
import { leastBlock } from '../blocking/longest-block.js';
import { provingHooks } from '../blocking/proving-hooks.js';
import type { Suite } from '../suite.js';

/** For how long, in milliseconds, nothing may keep all else from running. */
const bound = 50;

/** However an event is crafted, up to 128 kB, deciding about it does not keep the event loop, and is a denial by policy. */
export const blocking: Suite = {
  name: 'blocking',
  async run({ progress }) {
    const events = { ...hostileCertificates(), ...(await hostileChains()), ...hostileParameters() };
    const faults: string[] = [];
    let [count, longest, where] = [0, 0, ''];
    for (const [asked, hook] of Object.entries(await provingHooks())) {
      progress(asked);
      await warmUp(hook);
      for (const [what, event] of Object.entries(events)) {
        let outcome = '';
        const block = await leastBlock(async () => {
          outcome = (await hook.decide(event)).outcome;
        });
        count += 1;
        if (block > longest) [longest, where] = [block, `${asked}: ${what}`];
        if (block > bound) faults.push(`${asked}: ${what} blocks for ${block.toFixed(1)} ms`);
        if (outcome !== 'DENY_POLICY') faults.push(`${asked}: ${what} is ${outcome}`);
      }
    }
    return {
      summary: `${count} decisions on crafted events, longest block ${longest.toFixed(1)} ms of ${bound} (${where})`,
      faults,
    };
  },
};

/** What is loaded and compiled for a first request is a cold start's, and no input's. */
async function warmUp(hook: Hook): Promise<void> {
  await hook.prepare();
  for (let at = 0; at < 20; at += 1) await hook.decide(anEvent());
}
