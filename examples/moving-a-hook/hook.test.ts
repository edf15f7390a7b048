import { anEvent, makeCertificate, startHook } from '@gangway/testing';
import { type LambdaServer, startLambdaServer } from '@gangway/testing/lambda';
import { expect } from 'chai';
import { handler as oldHook } from './old-hook.js';
import { behind } from './step-1-behind.js';
import { beside } from './step-2-beside.js';
import { parts } from './step-3-parts.js';
import { gone } from './step-4-gone.js';

type Answer = Awaited<ReturnType<Awaited<ReturnType<typeof startHook>>['invoke']>>;

const to = (DeviceLocation: string): Answer => ({
  allowProvisioning: true,
  parameterOverrides: { DeviceLocation },
});
const no: Answer = { allowProvisioning: false, parameterOverrides: {} };

describe('moving from a hook that was written by hand', () => {
  const environment = { ...process.env };
  let lambda: LambdaServer;
  before(async () => {
    lambda = await startLambdaServer({
      functions: { 'old-hook': (event) => oldHook(event as Parameters<typeof oldHook>[0]) },
    });
    // As Lambda gives them to every function; this server does not verify what is signed with them.
    process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
    process.env.AWS_SECRET_ACCESS_KEY = 'wJalrXUtnFEMI';
  });
  after(async () => {
    process.env = environment;
    await lambda.close();
  });

  /** What each of these serial numbers is answered, and what became of it. */
  async function ask(
    hook: Parameters<typeof startHook>[0],
    serialNumbers: readonly string[],
    from: Parameters<typeof anEvent>[0] = {},
  ) {
    await using running = await startHook(hook);
    const answers: Answer[] = [];
    for (const serialNumber of serialNumbers) {
      answers.push(await running.invoke(anEvent({ ...from, serialNumber })));
    }
    return { answers, decisions: running.decisions };
  }

  it('1, behind: answers as the old hook does, its mistakes included, and says why it refused', async () => {
    const { answers, decisions } = await ask(behind(lambda.url), ['SN-0002', 'SN-9999', 'SN-000']);
    expect(answers).to.deep.equal([to('Oslo'), no, to('Seattle')]);
    expect(decisions[1]?.reason?.code).to.equal('REMOTE_HOOK_DENIED');
  });

  it('1, behind: refuses when the old hook fails, as an error and not as a no', async () => {
    lambda.fail('unhandled', 1);
    const { answers, decisions } = await ask(behind(lambda.url), ['SN-0002']);
    expect(answers).to.deep.equal([no]);
    expect(decisions[0]?.outcome).to.equal('DENY_ERROR');
  });

  it('2, beside: still answers as the old hook does, and records where the new one would not', async () => {
    const serialNumbers = ['SN-0002', 'SN-9999', 'SN-000', 'SN-0003'];
    const { answers, decisions } = await ask(beside(lambda.url), serialNumbers);
    expect(answers).to.deep.equal([to('Oslo'), no, to('Seattle'), to('Bergen')]);
    const would = decisions.map(({ trace }) =>
      trace.flatMap(({ verdict, code, compared }) =>
        verdict === 'wouldDeny' ? [code] : Object.values(compared ?? {}),
      ),
    );
    expect(would).to.deep.equal([
      ['same'],
      ['DEVICE_UNKNOWN'],
      ['DEVICE_UNKNOWN'],
      ['differs'],
    ]);
  });

  it('3, part by part: the registry decides, and the old hook no longer lets in what it should not', async () => {
    const { answers, decisions } = await ask(parts(0, lambda.url), ['SN-0002', 'SN-000']);
    expect(answers).to.deep.equal([to('Oslo'), no]);
    expect(decisions[1]?.reason?.code).to.equal('DEVICE_UNKNOWN');
  });

  it('3, part by part: a policy decides about no device, some, and all, as its share grows', async () => {
    const certificate = await makeCertificate({ key: 'rsa-1024' });
    const refused = async (share: number) => {
      const serialNumbers = ['SN-0001', 'SN-0002', 'SN-0003'];
      const { answers } = await ask(parts(share, lambda.url), serialNumbers, { certificate });
      return answers.filter(({ allowProvisioning }) => !allowProvisioning).length;
    };
    expect(await refused(0)).to.equal(0);
    expect(await refused(0.5)).to.be.within(0, 3);
    expect(await refused(1)).to.equal(3);
  });

  it('4, gone: the new hook answers by itself, and Lambda is not asked any more', async () => {
    const before = lambda.calls;
    const { answers } = await ask(gone(), ['SN-0002', 'SN-9999', 'SN-000', 'SN-0003']);
    expect(answers).to.deep.equal([to('Oslo'), no, no, to('Trondheim')]);
    expect(lambda.calls).to.equal(before);
  });
});
