import { isDeepStrictEqual } from 'node:util';
import hook from '../../examples/first-hook/hook.js';
import { type EventRow, eventRows } from '../events.js';
import type { Suite } from '../suite.js';
import { type Answer, threeWays } from '../three-ways.js';

/** The HTTP adapter has a limit of its own, below the size of this one row. */
const largeBody = 'BODY_TOO_LARGE_OVER_HTTP';

/** The same table of events through core, the Lambda handler and HTTP gives equal decisions. */
export const table: Suite = {
  name: 'table',
  async run() {
    const rows = await eventRows();
    const { ways, server, close } = await threeWays(hook);
    const faults: string[] = [];
    for (const row of rows) {
      const answers = await Promise.all(ways.map((way) => way.answer(row.body)));
      for (const [index, { name }] of ways.entries()) {
        faults.push(...faultsOf(row, name, answers[index], answers[0]));
      }
    }
    const raw = await rawBodies(server.url);
    await close();
    const allowed = rows.filter(({ expected }) => expected === 'ALLOW').length;
    return {
      summary: `${rows.length} events (${allowed} allowed) equal through ${ways.map(({ name }) => name).join(', ')}; ${raw.count} bodies that are no JSON refused over HTTP`,
      faults: [...faults, ...raw.faults],
    };
  },
};

function faultsOf(row: EventRow, way: string, answer?: Answer, core?: Answer): readonly string[] {
  const large = row.expected === largeBody;
  const wanted = large ? (way === 'HTTP' ? 'BODY_TOO_LARGE' : 'PEM_TOO_LARGE') : row.expected;
  const faults: string[] = [];
  if (answer?.code !== wanted) faults.push(`says ${answer?.code}, not ${wanted}`);
  if (answer?.response.allowProvisioning !== (wanted === 'ALLOW')) {
    faults.push(`answers ${JSON.stringify(answer?.response)}`);
  }
  if (!large && !isDeepStrictEqual(answer, core)) {
    faults.push(`differs from core: ${JSON.stringify([answer, core])}`);
  }
  return faults.map((fault) => `${row.name}: ${way} ${fault}`);
}

/** Bodies that only HTTP can carry: a Lambda runtime hands over what was JSON. */
async function rawBodies(url: string) {
  const bodies: readonly (readonly [string, string | Uint8Array<ArrayBuffer>, number])[] = [
    ['nothing', '', 400],
    ['half an event', '{"certificateId":', 400],
    ['two events', '{}{}', 400],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 400],
    ['a form', 'allowProvisioning=true', 400],
    ['more than the limit', `"${'a'.repeat(2_000_000)}"`, 413],
  ];
  const faults: string[] = [];
  for (const route of ['/events', '/2015-03-31/functions/any/invocations']) {
    for (const [name, body, status] of bodies) {
      const response = await fetch(`${url}${route}`, { method: 'POST', body });
      const answer = await response.text();
      const denied = '{"allowProvisioning":false,"parameterOverrides":{}}';
      if (response.status === status && answer === denied) continue;
      faults.push(`${route}, ${name}: ${response.status} ${answer}`);
    }
  }
  return { count: bodies.length * 2, faults };
}
