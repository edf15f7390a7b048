import { composeHook, defineHook } from '@gangway/composition';
import { decisionLog } from '@gangway/plugins/decision-log';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { anEvent, memoryLogger, readMetricLine } from '@gangway/testing';
import { expect } from 'chai';

const { AWS_LAMBDA_FUNCTION_NAME: before } = process.env;

const inFunction = (name: string | undefined) => {
  if (name === undefined) delete process.env.AWS_LAMBDA_FUNCTION_NAME;
  else process.env.AWS_LAMBDA_FUNCTION_NAME = name;
};

/** Names of functions that a decision of such a hook is counted under. */
async function countedUnder(plugins = [eventIntegrity()]): Promise<readonly unknown[]> {
  const logger = memoryLogger();
  await composeHook(defineHook(plugins), { replace: [logger.plugin()] }).decide(anEvent());
  const points = logger.lines.flatMap(({ fields }) => readMetricLine(JSON.stringify(fields)));
  return [...new Set(points.map(({ dimensions }) => dimensions.FunctionName))];
}

describe('the Lambda function that a hook is', () => {
  afterEach(() => inFunction(before));

  it('is who its decisions are counted under, be the log listed or not', async () => {
    inFunction('fleet-hook');
    expect(await countedUnder()).to.deep.equal(['fleet-hook']);
    expect(await countedUnder([eventIntegrity(), decisionLog()])).to.deep.equal(['fleet-hook']);
  });

  it('is another where the log says so, and nobody where it counts nothing', async () => {
    inFunction('fleet-hook');
    const named = decisionLog({ metrics: { functionName: 'fleet-container' } });
    expect(await countedUnder([eventIntegrity(), named])).to.deep.equal(['fleet-container']);
    const uncounted = decisionLog({ metrics: false });
    expect(await countedUnder([eventIntegrity(), uncounted])).to.be.empty;
  });

  for (const name of [undefined, '']) {
    it(`is none where its name is ${JSON.stringify(name)}`, async () => {
      inFunction(name);
      expect(await countedUnder()).to.be.empty;
    });
  }
});
