import type { HttpBinding } from '../operation.js';
import { invalidRequest } from '../service-error.js';
import { readBody } from './read-body.js';

type Members = Record<string, unknown>;

/**
 * The members of a call, each from the place that the operation has for it: a body cannot stand in for the path.
 *
 * @param labels of the path, decoded
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export async function readInput(
  { method, query, headers }: HttpBinding,
  request: Request,
  labels: Readonly<Record<string, string>>,
): Promise<Readonly<Members>> {
  const input: Members = Object.create(null);
  // AWS takes null for absent.
  for (const [name, value] of Object.entries(await bodyMembers(method, request))) {
    if (value !== null) input[name] = value;
  }
  const { searchParams } = new URL(request.url);
  for (const name of query) input[name] = searchParams.get(name) ?? undefined;
  for (const [name, header] of Object.entries(headers)) {
    input[name] = request.headers.get(header) ?? undefined;
  }
  return Object.assign(input, labels);
}

async function bodyMembers(method: HttpBinding['method'], request: Request): Promise<object> {
  if (method === 'GET' || method === 'DELETE') return {};
  const text = await readBody(request);
  if (text === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw invalidRequest('The body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidRequest('The body is not a JSON object');
  }
  return body;
}
