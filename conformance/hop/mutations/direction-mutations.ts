import type { Mutations } from './mutation.js';

/** What can be done to a call alone. */
export const callMutations: Mutations = {
  'sent to the other route': (message) => ({
    ...message,
    start: `POST ${message.start.includes('/events') ? '/lifecycle' : '/events'} HTTP/1.1`,
  }),
  'sent to another path': (message, _other, random) => ({
    ...message,
    start: `POST ${random.from(['/event', '/events/', '/EVENTS', '/', '//events', '/healthz'])} HTTP/1.1`,
  }),
  'with another method': (message, _other, random) => ({
    ...message,
    start: `${random.from(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'post', 'PURGE'])} /events HTTP/1.1`,
  }),
};

/** What can be done to a reply alone. */
export const replyMutations: Mutations = {
  'the reply to another call': (_message, other) => other,
  'with another status': (message, _other, random) => ({
    ...message,
    start: `HTTP/1.1 ${random.from([201, 202, 203, 206, 226, 299, 301, 304, 400, 401, 404, 500, 503])} Other`,
  }),
};
