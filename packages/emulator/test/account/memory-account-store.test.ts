import { memoryAccountStore } from '@gangway/emulator';
import { describeAccountStore } from './account-store-contract.js';

describeAccountStore('memoryAccountStore()', memoryAccountStore);
