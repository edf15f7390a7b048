import 'reflect-metadata';
import { type CheckClass, classCheck, composeHook, defineHook, when } from '@gangway/composition';
import { Clock, CompositionError, DeviceRegistry, deny, permit } from '@gangway/core';
import { anEvent, fakeClock, memoryDecisionSink } from '@gangway/testing';
import { expect } from 'chai';
import { inject, injectable, optional } from 'inversify';
import { faultOf } from './fault-of.js';

@injectable()
class WorkingHours implements CheckClass {
  constructor(@inject(Clock) private readonly clock: Clock) {}

  check() {
    const hour = new Date(this.clock.now()).getUTCHours();
    return hour >= 6 ? permit() : deny('TOO_EARLY', `it is ${hour} o'clock`);
  }
}

@injectable()
class NeedsRegistry implements CheckClass {
  constructor(@inject(DeviceRegistry) readonly registry: DeviceRegistry) {}

  check() {
    return permit();
  }
}

describe('classCheck', () => {
  const at = (hour: number) => fakeClock(Date.UTC(2030, 0, 1, hour)).plugin();
  const quiet = memoryDecisionSink().plugin();
  const definition = defineHook([classCheck('working-hours', WorkingHours)]);

  it('is a class that the container makes with what it injects', async () => {
    const decide = async (hour: number) =>
      (await composeHook(definition, { replace: [at(hour), quiet] }).decide(anEvent())).outcome;
    expect(await decide(12)).to.equal('ALLOW');
    expect(await decide(3)).to.equal('DENY_POLICY');
  });

  it('takes part in a composite like every other check', async () => {
    const gated = defineHook([when(() => false, [classCheck('working-hours', WorkingHours)])]);
    const decision = await composeHook(gated, { replace: [quiet] }).decide(anEvent());
    expect(decision.outcome !== 'ALLOW' && decision.reason.code).to.equal('NO_PERMIT');
  });

  it('shows what it injects as its needs', () => {
    const [plugin] = composeHook(definition, { replace: [quiet] }).describe().plugins;
    expect(plugin).to.deep.include({ name: 'working-hours', needs: ['Clock'] });
  });

  it('that injects a port which nobody provides is a fault of wiring', () => {
    const compose = () => composeHook(defineHook([classCheck('asks', NeedsRegistry)]));
    expect(compose)
      .to.throw(CompositionError, 'Plugin "asks" needs the port DeviceRegistry')
      .with.property('code', 'PORT_MISSING');
  });

  it('leaves out what it injects with @optional() when nobody provides it', async () => {
    @injectable()
    class Perhaps implements CheckClass {
      constructor(@inject(DeviceRegistry) @optional() readonly registry?: DeviceRegistry) {}

      check() {
        return this.registry === undefined ? deny('NO_REGISTRY', 'none') : permit();
      }
    }
    const hook = defineHook([classCheck('perhaps', Perhaps)]);
    const decision = await composeHook(hook, { replace: [quiet] }).decide(anEvent());
    expect(decision.outcome !== 'ALLOW' && decision.reason.detail).to.equal('none');
  });

  it('is refused as a class without @injectable(), without a check, and as no class at all', () => {
    class Undecorated implements CheckClass {
      constructor(readonly clock: Clock) {}

      check() {
        return permit();
      }
    }
    expect(faultOf(() => classCheck('bare', Undecorated))).to.equal(
      'PLUGIN_INVALID: classCheck "bare" needs @injectable() above the class Undecorated.',
    );
    expect(faultOf(() => classCheck('none', undefined as never))).to.match(/^PLUGIN_INVALID: /);

    @injectable()
    class Mute {}
    const mute = classCheck('mute', Mute as never);
    expect(faultOf(() => composeHook(defineHook([mute])))).to.match(/^PLUGIN_INVALID: .*"mute"/);
    expect(faultOf(() => classCheck('x', WorkingHours, { fact: {} } as never))).to.match(
      /^OPTION_UNKNOWN: .*"facts"\?/,
    );
  });
});
