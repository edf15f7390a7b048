import { blockKey, type DeviceEntry, type DeviceInventory, type PutResult } from '@gangway/core';
import { detailsOf, matches, noDevices } from '../store/device-details.js';
import { assertStorable } from '../store/storable-id.js';
import { visibleState, written } from '../store/stored-device.js';
import type { MemoryBook } from './memory-book.js';

/** The operator's side of a store in memory. */
export function memoryInventory(book: MemoryBook): DeviceInventory {
  const details = (id: string) => detailsOf(book.devices.get(id), book.claims.get(id));
  return {
    async put(entries, { signal, list }) {
      signal.throwIfAborted();
      for (const { record } of entries) assertStorable(record.id, 'The id of a device');
      return entries.map((entry) => putOne(book, entry, list));
    },
    async writtenUpTo(list, { signal }) {
      signal.throwIfAborted();
      return book.lists.get(list)?.upTo ?? 0;
    },
    async show(id, { signal }) {
      signal.throwIfAborted();
      return details(id);
    },
    async *list(filter, { signal }) {
      const ids = new Set([
        ...book.devices.keys(),
        ...(filter.unconfirmed ? book.claims.keys() : []),
      ]);
      for (const id of [...ids].sort()) {
        signal.throwIfAborted();
        const device = details(id);
        if (device !== undefined && matches(device, filter)) yield device;
      }
    },
    async withdraw(id, how, { signal }) {
      signal.throwIfAborted();
      const device = book.devices.get(id);
      if (device === undefined) return 'unknown';
      if (device.withdrawn === how) return 'unchanged';
      const { record } = device;
      book.devices.set(id, how === undefined ? { record } : { record, withdrawn: how });
      return 'changed';
    },
    async stats({ signal }) {
      signal.throwIfAborted();
      const byState = noDevices();
      for (const [id, device] of book.devices) {
        byState[visibleState(device, book.claims.get(id))] += 1;
      }
      const { lastPresenceAt } = book;
      const seen = lastPresenceAt === undefined ? {} : { lastPresenceAt };
      return { devices: book.devices.size, byState, ...seen };
    },
    async block(block, { signal }) {
      signal.throwIfAborted();
      const { subject } = block;
      if (subject.kind !== 'all') assertStorable(subject.id, 'The id of what is blocked');
      const key = blockKey(subject);
      if (book.blocks.has(key)) return false;
      book.blocks.set(key, Object.freeze({ ...block }));
      return true;
    },
    async unblock(subject, { signal }) {
      signal.throwIfAborted();
      return book.blocks.delete(blockKey(subject));
    },
    async blocks({ signal }) {
      signal.throwIfAborted();
      return [...book.blocks.values()];
    },
  };
}

function putOne(book: MemoryBook, { record, line }: DeviceEntry, list?: string): PutResult {
  const known = book.devices.get(record.id);
  if (list !== undefined && line !== undefined) {
    const read = book.lists.get(list) ?? { upTo: 0, lines: new Map<string, number>() };
    book.lists.set(list, read);
    const earlier = read.lines.get(record.id);
    read.upTo = Math.max(read.upTo, line);
    if (earlier !== undefined && earlier !== line) return { kind: 'doubled', line: earlier };
    read.lines.set(record.id, line);
  }
  book.devices.set(record.id, written(structuredClone(record), known));
  return { kind: known === undefined ? 'added' : 'updated' };
}
