import { join } from 'node:path';
import { type Bundle, bundle, bundleExample, copyDevices } from '../bundle.js';
import { overrides } from './secret.js';

/** Without a secret; by the extension; by the extension with the SDK in the bundle all the same; by the SDK, waited for or not. */
export type Name = 'without' | 'extension' | 'beside' | 'sdk' | 'prepared';

/** A bundled hook, the environment that it is started in, and the overrides that it must give. */
export interface Contestant {
  readonly bundle: Bundle;
  readonly environment: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
}

/** Where the secret is served. */
export interface Servers {
  readonly url: string;
  readonly port: number;
  readonly token: string;
}

export async function makeContestants(
  folder: string,
  { url, port, token }: Servers,
): Promise<Readonly<Record<Name, Contestant>>> {
  const made = async (name: string, entry: string, external: readonly string[] = []) => {
    const file = await bundle(new URL(entry, import.meta.url), join(folder, name), external);
    await copyDevices(join(folder, name));
    return file;
  };
  const site = { Site: 'Oslo' };
  const inLambda = {
    AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001',
    AWS_SESSION_TOKEN: token,
    PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String(port),
  };
  // AWS's SDK signs whatever it sends; a server of this machine looks at no signature.
  const elsewhere = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
  };
  const byExtension = { environment: inLambda, overrides: { ...site, ...overrides } };
  const bySdk = { environment: elsewhere, overrides: byExtension.overrides };
  const whole = await made('sdk', './lambda.ts');
  return {
    without: {
      bundle: await bundleExample(join(folder, 'without')),
      environment: inLambda,
      overrides: site,
    },
    // Whoever has the extension need not bring the SDK.
    extension: { bundle: await made('extension', './lambda.ts', ['@aws-sdk/*']), ...byExtension },
    beside: { bundle: whole, ...byExtension },
    sdk: { bundle: whole, ...bySdk },
    prepared: { bundle: await made('prepared', './lambda-prepared.ts'), ...bySdk },
  };
}
