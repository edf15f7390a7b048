import { startContainer } from '../container.js';
import { newProxied, right } from '../proxied.js';
import { shiftedClock } from '../shifted-clock.js';
import { warm } from './between-them.js';
import { type Fault, type Tried, tried } from './fault.js';

const skews = [31, -31, 300, -300, 29, -29];

/** The clocks of container and proxy, which each of them sees in the other. Within the window a call is answered. */
export const skewedClocks: Fault = async ({ key }) => {
  const container = await startContainer([key]);
  const clock = shiftedClock(0);
  const proxied = newProxied({ url: container.server.url, keys: [key], clock });
  const all: Tried[] = [];
  try {
    await warm(proxied);
    for (const [whose, shifted] of Object.entries({ container: container.clock, proxy: clock })) {
      for (const seconds of skews) {
        shifted.shift(seconds * 1_000);
        const asked = await proxied.ask();
        const atContainer = container.records.at(-1)?.reason?.code ?? 'ALLOW';
        shifted.shift(0);
        all.push(
          tried({
            fault: `the clock of the ${whose} ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}`,
            wanted: Math.abs(seconds) <= 30 ? right : 'PROXY_REFUSED',
            asked,
            atContainer,
            next: await proxied.askRightly(),
          }),
        );
      }
    }
  } finally {
    await container.server.close();
  }
  return all;
};
