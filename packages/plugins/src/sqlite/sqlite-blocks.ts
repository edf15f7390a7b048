import { type Block, type BlockRegistry, type BlockSubject, blockKey } from '@gangway/core';
import { isStorable } from '../store/storable-id.js';
import type { Sql, SqliteFile } from './sqlite-file.js';

interface BlockRow {
  readonly kind: BlockSubject['kind'];
  readonly id: string | null;
  readonly since: number;
  readonly reason: string | null;
}

const columns = 'kind, id, since, reason';
const find = `SELECT ${columns} FROM block WHERE subject = ?`;
const list = `SELECT ${columns} FROM block ORDER BY rowid`;

/** Reads the blocks each time: the file is at hand, so one that is set is in force for the next request. */
export function sqliteBlocks(file: SqliteFile): BlockRegistry {
  return {
    find: (subjects, { signal }) =>
      file.read(
        (sql) =>
          subjects
            .map(blockKey)
            .filter(isStorable)
            .map((key) => sql(find).get(key))
            .filter((row) => row !== undefined)
            .map((row) => blockIn(row as unknown as BlockRow)),
        signal,
      ),
  };
}

/** Every block, the oldest first. */
export const allBlocks = (sql: Sql): readonly Block[] =>
  sql(list)
    .all()
    .map((row) => blockIn(row as unknown as BlockRow));

function blockIn({ kind, id, since, reason }: BlockRow): Block {
  const subject = kind === 'all' ? { kind } : { kind, id: id ?? '' };
  return Object.freeze({ subject, since, ...(reason === null ? {} : { reason }) });
}
