import { defineHook } from '@gangway/composition';
import { Clock, defineCheck, definePlugin, deny, overrides, permit } from '@gangway/core';
import { jsonLogger } from '@gangway/plugins/json-logger';
import { anEvent, fakeClock, memoryDecisionSink, memoryLogger, startHook } from '@gangway/testing';
import { expect } from 'chai';

const knownDevice = defineCheck('known-device', ({ parameters }) =>
  parameters.SerialNumber === 'SN-0001' ? permit() : deny('DEVICE_UNKNOWN', 'not in the list'),
);
const siteOverride = definePlugin({
  name: 'site-override',
  build: () => ({ overrides: { keys: ['Site'], values: () => overrides({ Site: 'Oslo' }) } }),
});
const definition = defineHook([knownDevice, siteOverride()], { hashIdentifiersWith: 'key' });

describe('startHook', () => {
  it('answers events over HTTP as the hook decides', async () => {
    await using running = await startHook(definition);
    expect(await running.invoke(anEvent({ serialNumber: 'SN-0001' }))).to.deep.equal({
      allowProvisioning: true,
      parameterOverrides: { Site: 'Oslo' },
    });
    expect(await running.invoke(anEvent({ serialNumber: 'SN-9999' }))).to.deep.equal({
      allowProvisioning: false,
      parameterOverrides: {},
    });
  });

  it("gives a URL that has the container's routes", async () => {
    await using running = await startHook(definition);
    expect((await fetch(`${running.url}/healthz`)).status).to.equal(200);
    expect((await fetch(`${running.url}/readyz`)).status).to.equal(200);
    const invoked = await fetch(`${running.url}/2015-03-31/functions/any/invocations`, {
      method: 'POST',
      body: JSON.stringify(anEvent()),
    });
    expect(await invoked.json()).to.have.property('allowProvisioning', true);
  });

  it('keeps the decisions, with reason and trace, as the options of the hook show them', async () => {
    await using running = await startHook(definition);
    await running.invoke(anEvent({ clientId: 'client-1' }));
    await running.invoke(anEvent({ serialNumber: 'SN-9999' }));
    expect(running.decisions.map(({ outcome }) => outcome)).to.deep.equal(['ALLOW', 'DENY_POLICY']);
    expect(running.decisions[1]?.reason?.code).to.equal('DEVICE_UNKNOWN');
    expect(running.decisions[0]?.trace.map(({ name }) => name)).to.include('known-device');
    expect(running.decisions[0]?.subject.clientId).to.match(/^[0-9a-f]{16}$/);
  });

  it('runs with replaced ports', async () => {
    const clock = fakeClock();
    const asked: number[] = [];
    const clocked = defineCheck(
      'clocked',
      (_request, { ports }) => {
        asked.push(ports.clock.now());
        return permit();
      },
      { needs: { clock: Clock } },
    );
    await using running = await startHook(defineHook([clocked]), { replace: [clock.plugin()] });
    expect(await running.invoke(anEvent())).to.have.property('allowProvisioning', true);
    expect(asked).to.deep.equal([clock.now()]);
  });

  it('logs nothing of itself, not even through a logger that the hook lists', async () => {
    const lines: string[] = [];
    const logging = defineHook([
      ...definition.plugins,
      jsonLogger({ write: (l) => lines.push(l) }),
    ]);
    await using running = await startHook(logging);
    await running.invoke(anEvent());
    expect(lines).to.deep.equal([]);
  });

  it('logs to the logger that is among the replacements', async () => {
    const logger = memoryLogger();
    await using running = await startHook(definition, { replace: [logger.plugin()] });
    await running.invoke(anEvent());
    expect(logger.lines.map(({ level }) => level)).to.deep.equal(['warn', 'info']);
    expect(logger.lines[0]?.message).to.contain('UNSIGNED CALLS');
    expect(logger.lines[1]?.message).to.equal('decision');
  });

  it('keeps the decisions also beside a replaced sink', async () => {
    const sink = memoryDecisionSink();
    await using running = await startHook(definition, { replace: [sink.plugin()] });
    await running.invoke(anEvent());
    expect(sink.records).to.have.lengthOf(1);
    expect(running.decisions).to.deep.equal(sink.records);
  });

  it('rejects with the fault of a hook that cannot be composed', async () => {
    const clocks = defineHook([knownDevice, fakeClock().plugin(), fakeClock().plugin()]);
    const error = await startHook(clocks).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'PORT_DOUBLED');
  });

  it('is gone once closed', async () => {
    const running = await startHook(definition);
    await running.close();
    expect(await fetch(running.url).catch(() => 'refused')).to.equal('refused');
  });
});
