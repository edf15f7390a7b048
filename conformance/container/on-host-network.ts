import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';

interface ComposeFile {
  readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * The example's `compose.yaml` for an engine that has no networks: all containers share the machine's.
 *
 * @param ports that the stand-ins listen on, by their services
 */
export async function onHostNetwork(ports: Readonly<Record<string, number>>): Promise<string> {
  const text = await readFile(
    new URL('../../examples/container/compose.yaml', import.meta.url),
    'utf8',
  );
  const { services, ...rest }: ComposeFile = parse(text);
  const programs: Readonly<Record<string, readonly string[]>> = {
    lambda: ['node', '/opt/lambda.mjs'],
    dynamodb: ['node', '/opt/dynamodb.mjs'],
  };
  return stringify({
    ...rest,
    services: Object.fromEntries(
      Object.entries(services).map(([name, { ports: _ports, environment, ...service }]) => [
        name,
        {
          ...service,
          network_mode: 'host',
          ...(programs[name] === undefined ? {} : { entrypoint: programs[name] }),
          environment: { ...(environment as object | undefined), PORT: String(ports[name]) },
        },
      ]),
    ),
  });
}
