/** One route: what the server answers on it, and what the document says of it. */
export interface Route {
  readonly operationId: OperationId;
  readonly method: 'GET' | 'POST';
  /** With its parameters in braces, as OpenAPI writes them. */
  readonly path: string;
  readonly summary: string;
}

export type OperationId =
  | 'decideEvent'
  | 'invokeFunction'
  | 'takePresence'
  | 'getHealth'
  | 'getReadiness'
  | 'getMetrics'
  | 'getOpenApi';

/**
 * Every route of a server. Its routes and its OpenAPI document are both made of this.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const routeTable: readonly Route[] = [
  {
    operationId: 'decideEvent',
    method: 'POST',
    path: '/events',
    summary: 'Decide about the event of a pre-provisioning hook',
  },
  {
    operationId: 'invokeFunction',
    method: 'POST',
    path: '/2015-03-31/functions/{name}/invocations',
    summary: "Decide about an event, as Lambda's Invoke answers it; any name",
  },
  {
    operationId: 'takePresence',
    method: 'POST',
    path: '/lifecycle',
    summary: 'Take a presence event, which confirms the claim of its device',
  },
  {
    operationId: 'getHealth',
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the process runs',
  },
  {
    operationId: 'getReadiness',
    method: 'GET',
    path: '/readyz',
    summary: 'Whether the hook is prepared, and all that it depends on answers',
  },
  {
    operationId: 'getMetrics',
    method: 'GET',
    path: '/metrics',
    summary: 'Metrics, as Prometheus reads them',
  },
  {
    operationId: 'getOpenApi',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document',
  },
];

/** The methods that a path takes, as an `Allow` header has them; none for a path that is not there. */
export function methodsOf(routes: readonly Route[], path: string): string | undefined {
  const methods = routes
    .filter((route) => patternOf(route).test(path))
    .map(({ method }) => (method === 'GET' ? 'GET, HEAD' : method));
  return methods.length === 0 ? undefined : methods.join(', ');
}

/** Whether something is brought there that the gate lets in. */
export const isCallPath = (path: string): boolean =>
  callPatterns.some((pattern) => pattern.test(path));

const patternOf = ({ path }: Route) =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);

const callPatterns = routeTable.filter(({ method }) => method === 'POST').map(patternOf);
