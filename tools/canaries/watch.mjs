// Loaded before anything else into every Node process of a watched run (`--import` in NODE_OPTIONS): keeps what must not
// show, and what shows. Nothing happens where no folder is named.
import { keepCanary, keepOutput, setTest } from './spool.mjs';
import { watchChildren } from './watch-children.mjs';
import { watchCrypto } from './watch-crypto.mjs';
import { watchErrors } from './watch-errors.mjs';
import { watchRecords } from './watch-records.mjs';
import { watchSqlite } from './watch-sqlite.mjs';

if (process.env.GANGWAY_CANARIES !== undefined) {
  // For the doubles of `@gangway/testing`, which know secrets and keep logs.
  globalThis[Symbol.for('@gangway/canaries')] = { secret: keepCanary, output: keepOutput, setTest };
  watchCrypto();
  watchChildren();
  watchErrors();
  watchRecords();
  watchSqlite();
}
