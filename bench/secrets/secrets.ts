import { join } from 'node:path';
import type { PreProvisioningResponse } from '@gangway/core';
import {
  type SecretsExtension,
  type SecretsManagerServer,
  startSecretsExtension,
  startSecretsManagerServer,
} from '@gangway/testing/secrets';
import { type Bundle, bundle, copyDevices } from '../bundle.js';
import { deviceEvent, writeJson } from '../events.js';
import type { Bench, Group } from '../group.js';
import { interleave, type Medians, type Sample } from '../interleave.js';
import { compare, type Row, ratioAtMost, tell } from '../row.js';
import { runWorker } from '../worker.js';

interface FirstRequest {
  readonly sample: Sample;
  readonly answer: PreProvisioningResponse;
}

type Ways = 'without' | 'extension' | 'sdk';
type Contestants = Ways | 'withoutPrepared' | 'extensionPrepared' | 'sdkPrepared';

/** What a secret costs a cold start, by the Lambda extension and by the SDK. */
export const secrets: Group = {
  name: 'secrets',
  async run(bench) {
    const country = { 'fleet/overrides': JSON.stringify({ Country: 'NO' }) };
    await using server = await startSecretsManagerServer({ secrets: country });
    // From its second answer on it has the secret: what Secrets Manager takes is nothing that a hook could change.
    await using extension = await startSecretsExtension({ secretsManager: server.url });
    setEnvironment(server, extension);
    const bundles = await bundleAll(bench.folder);
    const medians = await race(bench, bundles);
    return [...rowsOf(medians), ...sizes(bundles)];
  },
};

/** As a Lambda function has it, so far as the plugin and the SDK read it. */
function setEnvironment(server: SecretsManagerServer, extension: SecretsExtension): void {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: extension.token,
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url,
    PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: String(extension.port),
  });
}

async function bundleAll(folder: string): Promise<Record<Ways | 'driver', Bundle>> {
  const made = async (name: string) => {
    const out = join(folder, name);
    const bundled = await bundle(new URL(`./${name}.ts`, import.meta.url), out, {
      splitting: true,
    });
    await copyDevices(out);
    return bundled;
  };
  return {
    driver: await made('init-and-first'),
    without: await made('lambda-without'),
    // The SDK is beside this one as well, unused: which way is taken is known when the hook runs.
    extension: await made('lambda-extension'),
    sdk: await made('lambda-sdk'),
  };
}

async function race(
  { folder, quick, progress }: Bench,
  { driver, ...bundles }: Record<Ways | 'driver', Bundle>,
): Promise<Medians<Contestants>> {
  const events = await writeJson(join(folder, 'event.json'), [await deviceEvent('rsa-2048')]);
  const sampleOf = (way: Ways, when: 'at-once' | 'prepared') => async () => {
    const args = [bundles[way].file, events, when];
    const { sample, answer } = await runWorker<FirstRequest>(driver.file, args);
    // A race is fair when all who run it do the work.
    const { Site, Country } = answer.parameterOverrides;
    const wanted = way === 'without' ? 'Oslo' : 'Oslo,NO';
    const given = [Site, Country].filter((value) => value !== undefined).join();
    if (given !== wanted) throw new Error(`${way} answers "${given}"`);
    return sample;
  };
  return interleave(
    {
      without: sampleOf('without', 'at-once'),
      extension: sampleOf('extension', 'at-once'),
      sdk: sampleOf('sdk', 'at-once'),
      withoutPrepared: sampleOf('without', 'prepared'),
      extensionPrepared: sampleOf('extension', 'prepared'),
      sdkPrepared: sampleOf('sdk', 'prepared'),
    },
    { rounds: quick ? 3 : 31, warmUps: quick ? 1 : 3, progress },
  );
}

function rowsOf(medians: Medians<Contestants>): Row[] {
  const against = (name: string, way: Ways, figure: string, prepared = false, most?: number) => {
    const [own, other] = prepared
      ? [medians[`${way}Prepared`], medians.withoutPrepared]
      : [medians[way], medians.without];
    const without = { name: 'the same hook without a secret', value: other(figure) };
    const target = most === undefined ? undefined : ratioAtMost(most);
    return compare(`${name}: ${way}`, 'ms', own(figure), without, target);
  };
  return [
    against('cold start, in process', 'extension', 'all', false, 1.3),
    against('cold start, in process', 'sdk', 'all'),
    ...(['extension', 'sdk'] as const).flatMap((way) => [
      against('init', way, 'init'),
      against('first request, while it gets ready', way, 'first'),
      tell(`getting ready after init: ${way}`, 'ms', medians[`${way}Prepared`]('prepare')),
      against('first request, once it is ready', way, 'first', true),
    ]),
  ];
}

const sizes = (bundles: Record<Ways, Bundle>): Row[] =>
  (['without', 'extension', 'sdk'] as const).map((way) =>
    tell(`bundle: ${way}`, 'kB', bundles[way].bytes / 1_000),
  );
