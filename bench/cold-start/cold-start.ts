import { join } from 'node:path';
import type { PreProvisioningEvent, PreProvisioningResponse } from '@gangway/core';
import { type Bundle, bundle, bundleExample, copyDevices } from '../bundle.js';
import { deviceEvent, writeJson } from '../events.js';
import type { Group } from '../group.js';
import { interleave, type Medians, type Sample } from '../interleave.js';
import { compare, type Row, ratioAtMost, tell, valueAtMost } from '../row.js';
import { runWorker } from '../worker.js';

type Contestants = 'gangway' | 'bare' | 'middy' | 'lean';

interface FirstDecision {
  readonly milliseconds: number;
  readonly answers: readonly PreProvisioningResponse[];
}

/** Load and first decision: what a device waits for when Lambda starts a function for it. */
export const coldStart: Group = {
  name: 'cold-start',
  async run(bench) {
    const event = await deviceEvent('rsa-2048');
    const driver = await bundle(
      new URL('./first-decision.ts', import.meta.url),
      join(bench.folder, 'driver'),
    );
    const bundles = await bundleContestants(bench.folder);
    await assertSameAnswers(bench.folder, driver, bundles, event);
    const events = await writeJson(join(bench.folder, 'event.json'), [event]);
    const sampleOf = (name: Contestants) => () => timed(driver, bundles[name], events);
    const medians = await interleave(
      {
        gangway: sampleOf('gangway'),
        bare: sampleOf('bare'),
        middy: sampleOf('middy'),
        lean: sampleOf('lean'),
      },
      { rounds: bench.quick ? 3 : 31, warmUps: bench.quick ? 1 : 3, progress: bench.progress },
    );
    return [...rowsOf('in process', medians), ...rowsOf('whole process', medians)];
  },
};

async function bundleContestants(folder: string): Promise<Record<Contestants, Bundle>> {
  const beside = async (name: string, entry: URL) => {
    const made = await bundle(entry, join(folder, name));
    await copyDevices(join(folder, name));
    return made;
  };
  return {
    gangway: await bundleExample(join(folder, 'gangway')),
    bare: await beside('bare', new URL('./bare.ts', import.meta.url)),
    middy: await beside('middy', new URL('./middy-powertools.ts', import.meta.url)),
    lean: await beside('lean', new URL('./middy-powertools-lean.ts', import.meta.url)),
  };
}

/** A race is fair when all who run it do the work: the same events are allowed and denied, but for the bare one. */
async function assertSameAnswers(
  folder: string,
  driver: Bundle,
  bundles: Readonly<Record<Contestants, Bundle>>,
  event: PreProvisioningEvent,
): Promise<void> {
  const other = await deviceEvent('p-256');
  const { certificateId, certificatePem } = await deviceEvent('rsa-1024');
  const file = await writeJson(join(folder, 'trial.json'), [
    event,
    other,
    { ...event, certificateId: other.certificateId },
    { ...event, certificateId, certificatePem },
    { ...event, claimCertificateId: event.certificateId },
    { ...event, templateArn: `${event.templateArn}-2` },
    { ...event, parameters: { SerialNumber: 'SN-9999' } },
    { ...event, parameters: { SerialNumber: 1 } },
  ]);
  const answersOf = async (name: Contestants) => {
    const { answers } = await runWorker<FirstDecision>(driver.file, [bundles[name].file, file]);
    return answers.map(({ allowProvisioning, parameterOverrides: { Site } }) =>
      allowProvisioning ? Site : 'denied',
    );
  };
  const wanted = ['Oslo', 'Oslo', ...Array<string>(6).fill('denied')].join();
  for (const name of ['gangway', 'middy', 'lean'] as const) {
    const answers = await answersOf(name);
    if (answers.join() !== wanted) throw new Error(`${name} answers ${answers.join()}`);
  }
}

async function timed(driver: Bundle, { file }: Bundle, events: string): Promise<Sample> {
  const began = performance.now();
  const { milliseconds, answers } = await runWorker<FirstDecision>(driver.file, [file, events]);
  const whole = performance.now() - began;
  if (answers[0]?.allowProvisioning !== true) throw new Error(`${file} does not allow`);
  return { 'in process': milliseconds, 'whole process': whole };
}

function rowsOf(figure: string, { gangway, bare, middy, lean }: Medians<Contestants>): Row[] {
  const own = gangway(figure);
  const name = `cold start, ${figure}: gangway`;
  return [
    compare(
      `${name} vs middy+powertools`,
      'ms',
      own,
      { name: 'middy 7 + Powertools, zod imported as documented', value: middy(figure) },
      ratioAtMost(0.6),
    ),
    compare(`${name} vs middy+powertools, tree-shaken zod`, 'ms', own, {
      name: 'middy 7 + Powertools, zod as a namespace',
      value: lean(figure),
    }),
    tell(
      `${name} minus bare`,
      'ms',
      own - bare(figure),
      valueAtMost(20),
      `bare handler: ${bare(figure).toFixed(1)} ms`,
    ),
  ];
}
