import { DatabaseSync } from 'node:sqlite';

/** A process of its own that holds the write lock of a file for so many milliseconds. */
const [, , path = '', milliseconds = '0'] = process.argv;
const database = new DatabaseSync(path);
database.exec('BEGIN IMMEDIATE');
process.send?.('locked');
setTimeout(() => {
  database.exec('COMMIT');
  database.close();
  process.disconnect();
}, Number(milliseconds));
