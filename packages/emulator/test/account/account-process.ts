import { sqliteAccountStore } from '@gangway/emulator';

// Writes an account's file, says so in the middle of a transaction, and waits there to be killed: the event loop does not turn.
const [path = ''] = process.argv.slice(2);
const store = sqliteAccountStore({ path });
for (let at = 0; at < 100; at += 1) {
  const name = `${at}`;
  store.transaction(() => {
    store.thingGroups.put(name, { name, id: name, createdAt: at });
    store.groupThings.add(name, 'sensor-1');
  });
}
store.transaction(() => {
  for (let at = 100; at < 5_000; at += 1) {
    const name = `${at}`;
    store.thingGroups.put(name, { name, id: name.repeat(1_000), createdAt: at });
  }
  store.thingGroups.delete('0');
  process.getBuiltinModule('node:fs').writeSync(1, 'in the middle\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
