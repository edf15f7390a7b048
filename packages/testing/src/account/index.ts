export {
  type AccountFault,
  type AccountServer,
  type AccountServerOptions,
  startAccountServer,
} from './account-server.js';
export type { AccountRecord } from './recorded-answers.js';
