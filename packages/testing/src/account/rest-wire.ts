import { type AccountWire, messageOf, newRequestId } from './account-call.js';
import { withEpochTimestamps } from './epoch-timestamps.js';

/** An operation's path, with its labels as named groups; the names of its query are those of its input. */
export type RestRoutes = Readonly<Record<string, RegExp>>;

/**
 * A service whose calls are paths: `GET` alone, since it is asked and nothing else.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export const restWire = (routes: RestRoutes): AccountWire => ({
  read({ method, url = '' }) {
    const asked = URL.parse(url, 'http://localhost');
    if (method !== 'GET' || asked === null) return undefined;
    for (const [operation, path] of Object.entries(routes)) {
      const labels = path.exec(asked.pathname)?.groups ?? (path.test(asked.pathname) ? {} : null);
      if (labels === null) continue;
      const named = Object.entries(labels).map(([name, label]) => [
        name,
        decodeURIComponent(label ?? ''),
      ]);
      return { operation, input: Object.fromEntries([...named, ...asked.searchParams]) };
    }
    return undefined;
  },
  write(response, answer) {
    const requestId = newRequestId();
    const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
    if ('error' in answer) {
      response.writeHead(answer.status, { ...headers, 'x-amzn-errortype': `${answer.error}:` });
      response.end(JSON.stringify({ message: messageOf(answer.error), traceId: requestId }));
      return;
    }
    response.writeHead(200, headers);
    response.end(JSON.stringify(withEpochTimestamps(answer.output)));
  },
});
