import { IoTClient } from '@aws-sdk/client-iot';
import { type MotoServer, startMoto } from '../moto-server.js';

/** A `moto_server` and AWS's own client for it, there while tests run. */
export interface MotoIot {
  readonly url: string;
  readonly client: IoTClient;
}

/** A suite with a server of its own; skipped, with a word why, where moto is not installed. */
export function describeWithMoto(title: string, suite: (moto: () => MotoIot) => void): void {
  describe(title, function () {
    this.timeout(60_000);
    let server: MotoServer | undefined;
    let running: MotoIot | undefined;
    before(async function () {
      server = await startMoto();
      if (server === undefined) {
        console.log('    skipped: moto_server is not installed here (pip install "moto[server]")');
        return this.skip();
      }
      const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
      const { url } = server;
      running = { url, client: new IoTClient({ endpoint: url, region: 'us-east-1', credentials }) };
    });
    after(async () => {
      running?.client.destroy();
      await server?.close();
    });
    suite(() => {
      if (running === undefined) throw new Error('moto is not running');
      return running;
    });
  });
}
