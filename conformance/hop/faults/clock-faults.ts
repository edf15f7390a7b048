import { startContainer } from '../container.js';
import { newProxied, right } from '../proxied.js';
import { rowOf, warm } from './between-them.js';
import type { Fault } from './fault.js';

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
      const code = records.at(-1)?.reason?.code ?? 'ALLOW';
      clock.shift(0);
      const side = seconds > 0 ? 'ahead' : 'behind';
      const works = Math.abs(seconds) <= 30 ? ', which must work' : '';
      const name = `the container's clock ${Math.abs(seconds)} s ${side}${works}`;
      rows.push(rowOf(name, asked, code, await proxied.askRightly()));
    }
  } finally {
    await server.close();
  }
  return rows;
};

export const mustWork = ({ fault, answer }: { readonly fault: string; readonly answer: string }) =>
  fault.endsWith('which must work') === (answer === right);
