import { assertSynchronous } from '../synchronous.js';
import type { Sql } from './sql.js';

/** Runs what is to be done as a whole; one inside another is a savepoint. @see https://www.sqlite.org/lang_savepoint.html */
export function nestedTransactions(sql: Sql): <T>(run: () => T) => T {
  let depth = 0;
  return (run) => {
    const level = depth;
    sql(`SAVEPOINT level_${level}`).run();
    depth += 1;
    try {
      const answer = assertSynchronous(run());
      sql(`RELEASE level_${level}`).run();
      return answer;
    } catch (error) {
      undo(sql, level);
      throw error;
    } finally {
      depth -= 1;
    }
  };
}

function undo(sql: Sql, level: number): void {
  try {
    sql(`ROLLBACK TO level_${level}`).run();
    sql(`RELEASE level_${level}`).run();
  } catch {
    // After some faults, such as a full disk, SQLite has rolled all of it back by itself; so it is when the file was closed.
  }
}
