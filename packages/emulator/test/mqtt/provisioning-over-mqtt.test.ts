import { Rejection } from '@gangway/emulator';
import { decode, encode } from 'cborg';
import { expect } from 'chai';
import { startMqttBench } from './mqtt-bench.js';
import { closed, inboxOf, textOf } from './published.js';

const create = '$aws/certificates/create/json';
const register = '$aws/provisioning-templates/first-fleet/provision';

for (const protocolVersion of [4, 5] as const) {
  describe(`fleet provisioning over MQTT ${protocolVersion === 4 ? '3.1.1' : '5'}`, () => {
    it('answers a call to the connection that asked, which has not subscribed', async () => {
      await using bench = await startMqttBench();
      const client = await bench.connect(await bench.register(), { protocolVersion });
      const inbox = inboxOf(client);
      await client.publishAsync(create, '', { qos: 1 });
      expect(JSON.parse(textOf(await inbox.next(`${create}/accepted`)))).to.deep.equal({
        certificateId: 'made',
        for: 'SN-0001',
      });
    });
  });
}
