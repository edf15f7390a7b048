// Every text and every octet string that is stored in, or asked of, SQLite: devices, claims, answers.
import { keepOutput } from './spool.mjs';

export function watchSqlite() {
  // Loaded when the process under watch loads it, for that prints a warning on some versions of Node.
  const { getBuiltinModule } = process;
  let watched = false;
  process.getBuiltinModule = (id) => {
    const module = getBuiltinModule.call(process, id);
    if (id === 'node:sqlite' && !watched) {
      watched = true;
      for (const method of ['run', 'get', 'all', 'iterate']) {
        watchMethod(module.StatementSync.prototype, method);
      }
    }
    return module;
  };
}

function watchMethod(prototype, method) {
  const original = prototype[method];
  prototype[method] = function executeWatched(...values) {
    for (const text of values.flatMap(textsIn)) keepOutput('sqlite', text);
    return original.apply(this, values);
  };
}

function textsIn(value) {
  if (typeof value === 'string') return value.length < 12 ? [] : [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('latin1')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
