import { isDeepStrictEqual } from 'node:util';
import { anEvent } from '@gangway/testing';
import fc from 'fast-check';
import hook from '../../examples/first-hook/hook.js';
import type { Suite } from '../suite.js';
import { threeWays } from '../three-ways.js';

/** Random events, most of them nearly good, through core, the Lambda handler and HTTP give equal decisions. */
export const events: Suite = {
  name: 'events',
  fullRuns: 10_000,
  async run({ seed, runs, progress }) {
    const { ways, close } = await threeWays(hook);
    const faults: string[] = [];
    let [done, allowed] = [0, 0];
    for (const event of fc.sample(nearlyGood(), { seed, numRuns: runs })) {
      const body = JSON.stringify(event) ?? 'null';
      const answers = await Promise.all(ways.map((way) => way.answer(body)));
      done += 1;
      if (answers[0]?.response.allowProvisioning) allowed += 1;
      if (!answers.every((answer) => isDeepStrictEqual(answer, answers[0]))) {
        faults.push(`${body} gives ${JSON.stringify(answers)}`);
      }
      if (answers.some(({ outcome }) => outcome === 'DENY_ERROR')) {
        faults.push(`${body} rings the alarm: ${JSON.stringify(answers[0])}`);
      }
      if (done % 1_000 === 0) progress(`${done} of ${runs}`);
    }
    await close();
    return {
      summary: `${done} random events decided alike three ways, ${allowed} allowed`,
      faults,
    };
  },
};

function nearlyGood(): fc.Arbitrary<unknown> {
  const good = anEvent({ serialNumber: 'SN-0001' });
  const json = fc.jsonValue({ maxDepth: 2 });
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  const usually = (value: unknown, odd: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 8, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: odd });
  const parameters = fc.oneof(
    { weight: 6, arbitrary: fc.constant(good.parameters) },
    fc.dictionary(text, text, { maxKeys: 4 }),
    fc.dictionary(text, text, { maxKeys: 4 }).map((more) => ({ ...more, ...good.parameters })),
    json,
  );
  const pem = fc
    .tuple(fc.nat(good.certificatePem.length - 1), fc.string({ maxLength: 2 }))
    .map(
      ([at, more]) => good.certificatePem.slice(0, at) + more + good.certificatePem.slice(at + 1),
    );
  return fc.oneof(
    {
      weight: 20,
      arbitrary: fc.record({
        certificateId: usually(good.certificateId, json),
        claimCertificateId: usually(good.claimCertificateId, json),
        certificatePem: usually(good.certificatePem, fc.oneof(pem, json)),
        templateArn: usually(good.templateArn, fc.oneof(text, json)),
        clientId: usually(good.clientId, fc.oneof(text, json)),
        parameters,
      }),
    },
    json,
  );
}
