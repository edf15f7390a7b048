import { join } from 'node:path';
import type { PreProvisioningResponse } from '@gangway/core';
import { bundle } from '../bundle.js';
import { deviceEvent, writeJson } from '../events.js';
import type { Group } from '../group.js';
import { interleave, type Medians, type Sample } from '../interleave.js';
import { compare, type Row, ratioAtMost } from '../row.js';
import { firstFinding, runWorker, startWorker } from '../worker.js';
import { type Contestant, makeContestants, type Name, type Servers } from './contestants.js';

interface Decisions {
  readonly sinceStart: number;
  readonly milliseconds: number;
  readonly init: number;
  readonly requests: readonly number[];
  readonly answers: readonly PreProvisioningResponse[];
}

/** An override from a secret: what it adds to a cold start, by the Lambda extension and by the SDK. */
export const secrets: Group = {
  name: 'secrets',
  async run({ folder, quick, progress }) {
    const made = (name: string, entry: string) =>
      bundle(new URL(entry, import.meta.url), join(folder, name));
    const driver = await made('driver', '../cold-start/first-decision.ts');
    const servers = await made('servers', './servers.ts');
    // In a process of its own: what it does is none of the work that is measured.
    const { child, findings } = startWorker(servers.file, []);
    try {
      const contestants = await makeContestants(folder, await firstFinding<Servers>(findings));
      const event = await deviceEvent('rsa-2048');
      const events = await writeJson(join(folder, 'events.json'), [event, event]);
      const sampleOf = (name: Name) => () => timed(driver.file, contestants[name], events);
      const medians = await interleave(
        {
          without: sampleOf('without'),
          extension: sampleOf('extension'),
          beside: sampleOf('beside'),
          sdk: sampleOf('sdk'),
          prepared: sampleOf('prepared'),
        },
        { rounds: quick ? 3 : 31, warmUps: quick ? 1 : 3, progress },
      );
      return [...timesOf(medians), ...sizesOf(contestants)];
    } finally {
      child.kill();
    }
  },
};

async function timed(driver: string, contestant: Contestant, events: string): Promise<Sample> {
  const { bundle, environment, overrides } = contestant;
  const { sinceStart, milliseconds, init, requests, answers } = await runWorker<Decisions>(
    driver,
    [bundle.file, events],
    { environment },
  );
  const wanted = JSON.stringify({ allowProvisioning: true, parameterOverrides: overrides });
  const other = answers.find((answer) => JSON.stringify(answer) !== wanted);
  if (other !== undefined) throw new Error(`${bundle.file} answers ${JSON.stringify(other)}`);
  const [first = Number.NaN, second = Number.NaN] = requests;
  return {
    [judged]: sinceStart,
    'cold start, in process': milliseconds,
    init,
    'first request': first,
    'second request': second,
  };
}

const titles = {
  extension: 'secret by the extension',
  beside: 'secret by the extension, SDK in the bundle',
  sdk: 'secret by the SDK',
  prepared: 'secret by the SDK, waited for in init',
} as const;

const judged = 'cold start, since Node started';

const figures = [judged, 'cold start, in process', 'init', 'first request', 'second request'];

function timesOf(medians: Medians<Name>): readonly Row[] {
  const contestants = Object.keys(titles) as (keyof typeof titles)[];
  return contestants.flatMap((contestant) =>
    figures.map((figure) =>
      compare(
        `${figure}: ${titles[contestant]}`,
        'ms',
        medians[contestant](figure),
        { name: 'the same hook, no secret', value: medians.without(figure) },
        contestant === 'extension' && figure === judged ? ratioAtMost(1.3) : undefined,
      ),
    ),
  );
}

function sizesOf(contestants: Readonly<Record<Name, Contestant>>): readonly Row[] {
  const kilobytes = (name: Name) => contestants[name].bundle.bytes / 1_000;
  const other = { name: 'the same hook, no secret', value: kilobytes('without') };
  return [
    compare('bundle: secret by the extension', 'kB', kilobytes('extension'), other),
    compare('bundle: secret by the SDK', 'kB', kilobytes('sdk'), other),
  ];
}
