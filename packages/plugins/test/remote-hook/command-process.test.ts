import { setTimeout as after, setImmediate as immediately } from 'node:timers/promises';
import { expect } from 'chai';
import { verdictOf } from '../deciding.js';
import { oddCommand, overridesOf, processHook } from './process-hook.js';
import { startWitness, type Witness } from './witness.js';

let witness: Witness;
beforeEach(async () => {
  witness = await startWitness();
});
afterEach(() => witness.close());

const command = (start?: string, more: Parameters<typeof oddCommand>[1] = {}) =>
  oddCommand(start, { environment: witness.environment, ...more });

describe('a remote hook in a process', () => {
  it('gives its yes and its overrides', async () => {
    const decision = await processHook(command()).decide();
    expect(overridesOf(decision)).to.have.property('Pid').that.matches(/^\d+$/);
  });

  it('gives its no', async () => {
    const decision = await processHook(command()).decide('deny');
    expect(verdictOf(decision)).to.equal('DENY_POLICY REMOTE_HOOK_DENIED');
  });

  it('is one process for many requests, begun when the hook gets ready', async () => {
    const hook = processHook(command());
    await hook.prepare(AbortSignal.timeout(5_000));
    const decisions = [await hook.decide(), await hook.decide(), await hook.decide()];
    const pids = decisions.map((decision) => Object(overridesOf(decision)).Pid);
    expect(new Set(pids)).to.have.lengthOf(1);
    expect(pids[0]).to.be.a('string');
    expect(witness.begun()).to.equal(1);
  });

  it('takes requests that come at once one after the other', async () => {
    const hook = processHook(command());
    const decisions = await Promise.all(Array.from({ length: 20 }, () => hook.decide()));
    expect(decisions.map(verdictOf)).to.deep.equal(decisions.map(() => 'ALLOW'));
    expect(witness.begun()).to.equal(1);
  });

  it('runs in as many processes as are asked for, and in no more', async () => {
    const hook = processHook(command('well', { processes: 3 }));
    await hook.prepare(AbortSignal.timeout(10_000));
    const decisions = await Promise.all(Array.from({ length: 20 }, () => hook.decide()));
    const pids = decisions.map((decision) => Object(overridesOf(decision)).Pid);
    expect(new Set(pids)).to.have.lengthOf(3);
    expect(witness.begun()).to.equal(3);
  });

  it('gets a small environment, without what stands in that of this process', async () => {
    process.env.GANGWAY_TEST_SECRET = 'canary';
    const decision = await processHook(command('well', { handler: 'a.b' })).decide('environment');
    delete process.env.GANGWAY_TEST_SECRET;
    const { Names = '' } = Object(overridesOf(decision)) as Record<string, string>;
    const names = Names.split(',');
    expect(names).to.include.members(['PATH', 'AWS_LAMBDA_RUNTIME_API', '_HANDLER', 'WITNESS']);
    const known =
      /^(PATH|HOME|LANG|LC_ALL|TZ|TMPDIR|SYSTEMROOT|WITNESS|_HANDLER|LAMBDA_TASK_ROOT|GANGWAY_LIFELINE|AWS_LAMBDA_[A-Z_]+)$/;
    // Node itself hands this one on, whatever environment a child is given.
    const byNode = 'NODE_V8_COVERAGE';
    expect(names.filter((name) => name !== byNode && !known.test(name))).to.deep.equal([]);
  });
});

describe('a remote hook in a process that fails', () => {
  const faults: readonly (readonly [string, string, string])[] = [
    ['throws', 'throw', 'REMOTE_HOOK_FUNCTION_FAILED'],
    ['reports an error whose type is no name', 'throw a text', 'REMOTE_HOOK_FUNCTION_FAILED'],
    ['hangs', 'hang', 'REMOTE_HOOK_TIMEOUT'],
    ['blocks', 'block', 'REMOTE_HOOK_TIMEOUT'],
    ['exits', 'exit', 'REMOTE_HOOK_PROCESS_ENDED'],
    ['crashes', 'crash', 'REMOTE_HOOK_PROCESS_ENDED'],
    ['answers something else', 'another id', 'REMOTE_HOOK_REPLY_INVALID'],
    ['asks for more before it has answered', 'not at all', 'REMOTE_HOOK_REPLY_INVALID'],
    ['answers too much', 'much', 'REMOTE_HOOK_REPLY_TOO_LARGE'],
    ['answers without an end', 'without an end', 'REMOTE_HOOK_TIMEOUT'],
    ['answers what is no JSON', 'garbage', 'REMOTE_HOOK_ANSWER_MALFORMED'],
    ['answers "true"', 'text', 'REMOTE_HOOK_ANSWER_MALFORMED'],
  ];
  for (const [what, act, code] of faults) {
    it(`is refused when it ${what}, and serves the next request`, async () => {
      const hook = processHook(command(), 1);
      await hook.prepare(AbortSignal.timeout(10_000));
      expect(verdictOf(await hook.decide(act))).to.equal(`DENY_ERROR ${code}`);
      expect(verdictOf(await hook.decide())).to.equal('ALLOW');
      expect(hook.output()).to.not.contain('canary');
    });
  }

  it('gives no device the answer of another, whatever becomes of the requests around it', async () => {
    const hook = processHook(command('well', { processes: 2 }), 0.6);
    await hook.prepare(AbortSignal.timeout(10_000));
    const around = ['answer late', 'twice', 'exit', 'answer and exit', 'another id', 'deny'];
    const acts = Array.from({ length: 48 }, (_, index) =>
      index % 2 === 0 ? 'echo' : (around[(index >> 1) % around.length] ?? 'echo'),
    );
    const asked = acts.map(async (act, index) => {
      await after(index * 20);
      return overridesOf(await hook.decide(act, { Token: `device-${index}` }));
    });
    const locations = (await Promise.all(asked)).map((answer) => Object(answer).DeviceLocation);
    const own = acts.map((act, index) => (act === 'echo' ? `device-${index}` : undefined));
    for (const [index, location] of locations.entries()) {
      expect([undefined, own[index]]).to.include(location);
    }
    expect(locations.filter((location) => location !== undefined)).to.not.be.empty;
  });

  it('is killed when it hangs', async () => {
    const hook = processHook(command(), 1);
    await hook.prepare(AbortSignal.timeout(10_000));
    await hook.decide('block');
    // The one that takes its place is there as well.
    const { Pid: replacement } = Object(overridesOf(await hook.decide())) as { Pid: string };
    process.kill(Number(replacement), 'SIGKILL');
    await witness.allEnded();
  });

  it('is refused within its time when it is asked while it hangs', async () => {
    const hook = processHook(command(), 1);
    await hook.prepare(AbortSignal.timeout(10_000));
    const decisions = await Promise.all([hook.decide('hang'), hook.decide(), hook.decide()]);
    expect(decisions.map(verdictOf)).to.deep.equal(
      decisions.map(() => 'DENY_ERROR REMOTE_HOOK_TIMEOUT'),
    );
    expect(verdictOf(await hook.decide())).to.equal('ALLOW');
  });

  it('is believed when it answers and ends at once, and begun anew', async () => {
    const hook = processHook(command());
    expect(verdictOf(await hook.decide('answer and exit'))).to.equal('ALLOW');
    await witness.allEnded();
    expect(verdictOf(await hook.decide())).to.equal('ALLOW');
    expect(witness.begun()).to.equal(2);
  });

  it('hands an event that it never took to the process after it', async () => {
    const hook = processHook(command());
    expect(verdictOf(await hook.decide('answer and leave when told'))).to.equal('ALLOW');
    const next = hook.decide();
    // By then the event waits for a process that will not ask for it.
    await immediately();
    witness.dismiss();
    expect(verdictOf(await next)).to.equal('ALLOW');
    expect(witness.begun()).to.equal(2);
  });

  it('is ended when it answers twice', async () => {
    const hook = processHook(command());
    expect(verdictOf(await hook.decide('twice'))).to.equal('ALLOW');
    await witness.allEnded();
    expect(verdictOf(await hook.decide())).to.equal('ALLOW');
  });
});

describe('a remote hook in a process that does not start', () => {
  const starts: readonly (readonly [string, ReturnType<typeof oddCommand>])[] = [
    ['exits at once', oddCommand('exit')],
    ['reports that it cannot start', oddCommand('init error')],
    ['is not there', { run: ['no-such-program-here'] }],
    ['is no program', { run: ['/'] }],
    ['is to run in a folder that is not there', oddCommand('well', { folder: '/no/such/folder' })],
  ];
  for (const [what, odd] of starts) {
    it(`is refused when it ${what}`, async () => {
      const decision = await processHook(odd).decide();
      expect(verdictOf(decision)).to.equal('DENY_ERROR REMOTE_HOOK_NOT_STARTED');
    });
  }

  it('is refused within its time when it never asks for an event', async () => {
    const decision = await processHook(command('never'), 0.5).decide();
    expect(verdictOf(decision)).to.equal('DENY_ERROR REMOTE_HOOK_TIMEOUT');
  });

  it('is not started for each request in a rush', async () => {
    const hook = processHook(command('exit'));
    const decisions = await Promise.all(Array.from({ length: 30 }, () => hook.decide()));
    expect(new Set(decisions.map(verdictOf))).to.deep.equal(
      new Set(['DENY_ERROR REMOTE_HOOK_NOT_STARTED']),
    );
    await witness.allEnded();
    expect(witness.begun()).to.be.at.most(2);
  });

  it('says nothing when the hook gets ready, and keeps nothing waiting', async () => {
    await Promise.race([
      processHook(command('never')).prepare(AbortSignal.timeout(100)),
      after(5_000).then(() => expect.fail('it waits')),
    ]);
  });
});
