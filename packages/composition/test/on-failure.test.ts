import {
  allOf,
  anyOf,
  composeHook,
  defineHook,
  layered,
  monitor,
  onFailure,
  when,
} from '@gangway/composition';
import {
  defineCheck,
  definePlugin,
  deny,
  type Overrides,
  overrides,
  type Plugin,
  PortError,
  permit,
} from '@gangway/core';
import { fileOverrides } from '@gangway/plugins/file-overrides';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { secretsManagerOverrides } from '@gangway/plugins/secrets-manager-overrides';
import { ssmOverrides } from '@gangway/plugins/ssm-overrides';
import { staticOverrides } from '@gangway/plugins/static-overrides';
import { anEvent, memoryDecisionSink, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { faultOf } from './fault-of.js';

const event = anEvent({ serialNumber: 'SN-0001' });
const yes = defineCheck('yes', () => permit());
const quiet = () => [memoryDecisionSink().plugin(), memoryLogger().plugin()];
const compose = (...plugins: readonly Plugin[]) =>
  composeHook(defineHook([yes, ...plugins]), { replace: quiet() });
const fails = (): never => {
  throw new PortError('PORT_UNAVAILABLE', 'away');
};
const gives =
  (value: string): (() => Overrides) =>
  () =>
    overrides({ Site: value });
const site = (values: () => Overrides, sameForAll = true, name = 'site') =>
  definePlugin({
    name,
    build: () => ({ overrides: { keys: ['Site'], sameForAll, values } }),
  })();
const outcome = async (...plugins: readonly Plugin[]) => {
  const decision = await compose(...plugins).decide(event);
  return decision.outcome === 'ALLOW' ? decision.parameterOverrides : decision.reason.code;
};

describe('onFailure', () => {
  it('goes on without a source that fails, or denies as without it', async () => {
    expect(await outcome(site(fails))).to.equal('PORT_UNAVAILABLE');
    expect(await outcome(onFailure('deny', [site(fails)]))).to.equal('PORT_UNAVAILABLE');
    expect(await outcome(onFailure('skip', [site(fails)]))).to.deep.equal({});
    expect(await outcome(onFailure('skip', [site(gives('Oslo'))]))).to.deep.equal({ Site: 'Oslo' });
  });

  it('leaves what the device itself sent, unless that key is protected', async () => {
    const plugins = [yes, onFailure('skip', [site(fails)])];
    const sent = anEvent({ parameters: { Site: 'chosen' } });
    const codeOf = async (protectedKeys: readonly string[]) => {
      const hook = composeHook(defineHook(plugins, { protectedKeys }), { replace: quiet() });
      const decision = await hook.decide(sent);
      return decision.outcome === 'ALLOW' ? decision.parameterOverrides : decision.reason.code;
    };
    expect(await codeOf([])).to.deep.equal({});
    expect(await codeOf(['Site'])).to.equal('PARAMETER_PROTECTED');
  });

  it('goes on with the last good values, in one composed hook and not in another', async () => {
    let values = gives('Oslo');
    const plugin = onFailure({ lastGoodSeconds: 300 }, [site(() => values())]);
    const [warm, cold] = [compose(plugin), compose(plugin)];
    await warm.decide(event);
    values = fails;
    const again = await warm.decide(event);
    expect(again.outcome === 'ALLOW' && again.parameterOverrides).to.deep.equal({ Site: 'Oslo' });
    expect((await cold.decide(event)).outcome).to.equal('DENY_ERROR');
  });

  it('gives each listing of a plugin its own last good values', async () => {
    let round = 0;
    const plugin = site(() => {
      round += 1;
      return round <= 2 ? overrides({ Site: `${round}` }) : fails();
    });
    const own = onFailure({ lastGoodSeconds: 300 }, [plugin]);
    const hook = compose(layered([own, own]));
    for (let request = 0; request < 2; request += 1) {
      const decision = await hook.decide(event);
      expect(decision.outcome === 'ALLOW' && decision.parameterOverrides).to.deep.equal({
        Site: '1',
      });
    }
  });

  it('is about each source by itself, wherever it stands', async () => {
    const [down, up] = [site(fails), site(gives('Oslo'))];
    expect(await outcome(onFailure('skip', [down, up]))).to.deep.equal({ Site: 'Oslo' });
    expect(await outcome(onFailure('skip', [layered([down, up])]))).to.deep.equal({ Site: 'Oslo' });
    expect(await outcome(layered([onFailure('skip', [down]), up]))).to.deep.equal({ Site: 'Oslo' });
    expect(await outcome(layered([onFailure('skip', [up]), down]))).to.equal('PORT_UNAVAILABLE');
    expect(
      await outcome(
        onFailure('skip', [when(() => true, [down])]),
        when(() => false, [down]),
      ),
    ).to.deep.equal({});
    const taken = anyOf([allOf([yes, onFailure('skip', [down])])]);
    expect(await outcome(taken)).to.deep.equal({});
    expect(await outcome(onFailure('skip', [taken]))).to.deep.equal({});
  });

  it('lets the innermost policy hold', async () => {
    const inner = onFailure('skip', [site(fails)]);
    expect(await outcome(onFailure('deny', [inner]))).to.deep.equal({});
    const strict = onFailure('deny', [site(fails)]);
    expect(await outcome(onFailure('skip', [strict]))).to.equal('PORT_UNAVAILABLE');
    expect(await outcome(onFailure('skip', [strict, layered([strict])]))).to.equal(
      'PORT_UNAVAILABLE',
    );
  });

  it('loosens no check of a plugin, and no condition', async () => {
    const both = (check: () => ReturnType<typeof permit | typeof deny>) =>
      definePlugin({
        name: 'both',
        build: () => ({ checks: { both: check }, overrides: { keys: ['Site'], values: fails } }),
      })();
    expect(await outcome(onFailure('skip', [both(() => deny('NO', ''))]))).to.equal('NO');
    expect(await outcome(onFailure('skip', [both(fails)]))).to.equal('PORT_UNAVAILABLE');
    expect(await outcome(onFailure('skip', [both(() => permit())]))).to.deep.equal({});
    const broken = when(() => 'yes' as never, [site(gives('Oslo'))]);
    expect(await outcome(onFailure('skip', [broken]))).to.equal('CONDITION_FAILED');
  });

  it('holds inside a monitor: what would be left out denies nothing', async () => {
    const tried = monitor([onFailure('skip', [site(fails)])], { name: 'tried' });
    const decision = await compose(tried).decide(event);
    expect(decision.trace.map(({ name, verdict }) => [name, verdict]).slice(-2)).to.deep.equal([
      ['tried', 'notApplicable'],
      ['site', 'wouldSkip'],
    ]);
    expect(decision.trace.at(-1)).to.not.have.property('class');
    const enforced = { share: 1, serialNumber: 'SerialNumber' };
    const decides = monitor([onFailure('skip', [site(fails)])], { enforce: enforced });
    expect(await outcome(decides)).to.deep.equal({});
  });

  it('keeps last good values across a monitor that decides', async () => {
    let values = gives('Oslo');
    const enforce = { share: 1, serialNumber: 'SerialNumber' };
    const kept = onFailure({ lastGoodSeconds: 300 }, [site(() => values())]);
    const hook = compose(monitor([kept], { enforce }));
    await hook.decide(event);
    values = fails;
    const again = await hook.decide(event);
    expect(again.outcome === 'ALLOW' && again.parameterOverrides).to.deep.equal({ Site: 'Oslo' });
  });

  it('stands in the description of the hook', () => {
    const policies = [
      onFailure('skip', [site(fails)]),
      onFailure({ lastGoodSeconds: 60 }, [site(fails)], { timeoutMs: 200 }),
    ];
    expect(
      compose(...policies)
        .describe()
        .plugins.slice(1)
        .map(({ name, overrideKeys, onFailure: policy }) => [name, overrideKeys, policy]),
    ).to.deep.equal([
      ['on-failure', ['Site'], { kind: 'skip', timeoutMs: 1_500 }],
      ['on-failure', ['Site'], { kind: 'lastGood', timeoutMs: 200, maxAgeMs: 60_000 }],
    ]);
  });
});

describe('onFailure is refused', () => {
  const faultIn = (...given: readonly unknown[]) =>
    faultOf(() => onFailure(...(given as Parameters<typeof onFailure>)));

  it('around plugins without an override source', () => {
    for (const plugins of [[], [yes], [allOf([yes])]]) {
      expect(faultIn('skip', plugins)).to.equal(
        'PLUGIN_INVALID: on-failure: no plugin inside has an override source, and it is about nothing else.',
      );
    }
  });

  it('with last good values around a source that gives each device its own', () => {
    const own = site(gives('Oslo'), false, 'own');
    for (const plugins of [[own], [site(fails), layered([own])]]) {
      expect(faultIn({ lastGoodSeconds: 300 }, plugins)).to.match(
        /^LAST_GOOD_NOT_SAME_FOR_ALL: on-failure: plugin "own" does not say/,
      );
    }
    expect(faultIn({ lastGoodSeconds: 300 }, [onFailure('skip', [own])])).to.equal('none');
    const unsaid = registryOverrides({ keys: ['Site'] });
    expect(faultIn({ lastGoodSeconds: 300 }, [unsaid])).to.match(/"registry-overrides"/);
  });

  it('with no plugin of ours that goes by its options alone', () => {
    const plugins = [
      staticOverrides({ values: { Site: 'Oslo' } }),
      fileOverrides({ file: 'site.json', keys: ['Site'] }),
      secretsManagerOverrides({ secretId: 'fleet/overrides', keys: ['Site'] }),
      ssmOverrides({ path: '/fleet', keys: ['Site'] }),
    ];
    expect(faultIn({ lastGoodSeconds: 300 }, plugins)).to.equal('none');
  });

  it('with a policy or a time that is none', () => {
    const plugins = [site(fails)];
    for (const policy of [
      'Skip',
      '',
      null,
      undefined,
      true,
      [],
      {},
      { lastGoodSeconds: undefined },
    ]) {
      expect(faultIn(policy, plugins), String(policy)).to.match(/^OPTION_INVALID: onFailure/);
    }
    for (const lastGoodSeconds of [4, 604_801, 5.5, Number.NaN, '300', Number.POSITIVE_INFINITY]) {
      expect(faultIn({ lastGoodSeconds }, plugins)).to.equal(
        'OPTION_INVALID: onFailure, option "lastGoodSeconds": must be a whole number of seconds from 5 to 604800.',
      );
    }
    expect(faultIn({ lastGoodSecond: 300 }, plugins)).to.match(
      /^OPTION_UNKNOWN: .*"lastGoodSeconds"/,
    );
    for (const timeoutMs of [0, 4_001, 1.5, '200']) {
      expect(faultIn('skip', plugins, { timeoutMs })).to.equal(
        'OPTION_INVALID: onFailure, option "timeoutMs": must be a whole number of milliseconds from 1 to 4000.',
      );
    }
    for (const bounds of [{ timeoutMs: 1 }, { timeoutMs: 4_000 }, {}]) {
      expect(faultIn('skip', plugins, bounds)).to.equal('none');
    }
    for (const lastGoodSeconds of [5, 604_800]) {
      expect(faultIn({ lastGoodSeconds }, plugins)).to.equal('none');
    }
  });
});
