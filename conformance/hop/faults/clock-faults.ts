import { startContainer } from '../container.js';
import { newProxied } from '../proxied.js';
import { warm } from './between-them.js';
import { type Fault, rowOf } from './fault.js';

const skews = [31, -31, 300, -300, 29, -29];

/**
 * The container's clock against the proxy's, which each of them sees in the other. Within the window a call must be
 * answered rightly.
 */
export const skewedClocks: Fault = async ({ key }) => {
  const { server, records, clock } = await startContainer([key]);
  const proxied = newProxied({ url: server.url, keys: [key] });
  const rows = [];
  try {
    await warm(proxied);
    for (const seconds of skews) {
      clock.shift(seconds * 1_000);
      const asked = await proxied.ask();
      const atContainer = records.at(-1)?.reason?.code ?? 'ALLOW';
      clock.shift(0);
      rows.push(
        rowOf({
          fault: `the container's clock ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}`,
          wanted: Math.abs(seconds) <= 30 ? 'right' : 'deny',
          asked,
          atContainer,
          next: await proxied.askRightly(),
        }),
      );
    }
  } finally {
    await server.close();
  }
  return rows;
};
