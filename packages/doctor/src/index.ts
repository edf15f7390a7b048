export type { Account, Asked, Service } from './account.js';
