import { type DescribedResponse, responses } from './responses.js';
import type { Route } from './route-table.js';
import { schemas } from './schemas.js';

const json = (schema: keyof typeof schemas) => ({
  'application/json': { schema: { $ref: `#/components/schemas/${schema}` } },
});

const text = { 'text/plain': { schema: { type: 'string' } } };

function response({ description, body, headers = {} }: DescribedResponse) {
  return {
    description,
    ...(Object.keys(headers).length === 0
      ? {}
      : {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, text]) => [
              name,
              { description: text, schema: { type: 'string' } },
            ]),
          ),
        }),
    ...(body === undefined ? {} : { content: body === 'text' ? text : json(body) }),
  };
}

/** Of Standard Webhooks: all three, or none where unsigned calls are taken. */
const signatureHeaders = [
  ['webhook-id', 'Purpose, remaining milliseconds and 32 hexadecimal digits of the call.'],
  ['webhook-timestamp', 'Seconds since 1970 when it was signed.'],
  ['webhook-signature', 'One signature for each key, each after its version: `v1,<base64>`.'],
] as const;

const signed = signatureHeaders.map(([name, description]) => ({
  name,
  in: 'header',
  description,
  schema: { type: 'string' },
}));

const invocationType = {
  name: 'x-amz-invocation-type',
  in: 'header',
  description: '`DryRun` asks only whether the call would be let in; any other type is refused.',
  schema: { enum: ['RequestResponse', 'DryRun'], default: 'RequestResponse' },
};

function operation({ operationId, method, path, summary }: Route) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const ofInvocation = operationId === 'invokeFunction' ? [invocationType] : [];
  const parameters = method === 'POST' ? [...inPath, ...ofInvocation, ...signed] : inPath;
  const brought = operationId === 'takePresence' ? 'PresenceEvent' : 'Event';
  return {
    operationId,
    summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(method === 'POST' ? { requestBody: { required: true, content: json(brought) } } : {}),
    responses: Object.fromEntries(
      Object.entries(responses[operationId]).map(([status, described]) => [
        status,
        response(described),
      ]),
    ),
  };
}

/**
 * The document of all routes, in OpenAPI 3.1.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function openApiDocument(routes: readonly Route[]) {
  const paths: Record<string, Record<string, ReturnType<typeof operation>>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Gangway hook',
      version: '1.0.0',
      description:
        'Decides which devices may be provisioned. Look at the body of an answer, not at its status: with every status but 200 it denies.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: { schemas },
  };
}
