import 'reflect-metadata';
import { type CheckClass, classCheck, composeHook, defineHook, when } from '@gangway/composition';
import { Clock, CompositionError, DeviceRegistry, deny, permit } from '@gangway/core';
import { anEvent, fakeClock, memoryDecisionSink } from '@gangway/testing';
import { expect } from 'chai';
import { inject, injectable } from 'inversify';

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
});
