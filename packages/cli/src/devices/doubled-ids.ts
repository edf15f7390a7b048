import { hash } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';
import { openScratchFile, type ScratchFile } from './scratch-file.js';

/** An id that is there again, and where it was first. */
export interface DoubledId {
  readonly line: number;
  readonly first: number;
}

/** Finds the ids that a list names more than once, in memory that does not grow with the list. */
export interface DoubledIds {
  add(id: string, line: number): void;
  /** In no order. */
  found(): Iterable<DoubledId>;
  close(): void;
}

// Twelve octets of a SHA-256 stand for an id: two of a billion ids share them once in a hundred billion lists.
const hashBytes = 12;
const entryBytes = hashBytes + 4;
const blockBytes = entryBytes * 512;
const parts = 256;

/** What is known of the ids whose hashes begin with one octet: a block in memory, and those before it in the file. */
interface Part {
  readonly block: Buffer;
  used: number;
  readonly written: number[];
}

/**
 * A hash join with itself: ids are dealt out by their hash to parts, which go to a file as they fill up; in the end each
 * part is looked through on its own. A set of all ids would be a hundred megabytes for a million of them.
 */
export function createDoubledIds(): DoubledIds {
  const dealt = Array.from(
    { length: parts },
    (): Part => ({ block: Buffer.alloc(blockBytes), used: 0, written: [] }),
  );
  let scratch: ScratchFile | undefined;
  let end = 0;
  const putAway = (part: Part): void => {
    scratch ??= openScratchFile();
    writeAll(scratch.fd, part.block, end);
    part.written.push(end);
    part.used = 0;
    end += blockBytes;
  };
  return {
    add(id, line) {
      const hashed = hash('sha256', id, 'binary');
      const part = dealt[hashed.charCodeAt(0)];
      if (part === undefined) return;
      part.block.write(hashed, part.used, hashBytes, 'latin1');
      part.block.writeUInt32LE(line, part.used + hashBytes);
      part.used += entryBytes;
      if (part.used === blockBytes) putAway(part);
    },
    *found() {
      const block = Buffer.alloc(blockBytes);
      for (const part of dealt) {
        const lines = new Map<string, number>();
        for (const at of part.written) {
          if (scratch !== undefined) readSync(scratch.fd, block, 0, blockBytes, at);
          yield* again(block, lines);
        }
        yield* again(part.block.subarray(0, part.used), lines);
      }
    },
    close() {
      scratch?.remove();
    },
  };
}

/** Ids were added in the order of their lines, so the first that is seen is the first. */
function* again(entries: Buffer, lines: Map<string, number>): Iterable<DoubledId> {
  for (let at = 0; at < entries.length; at += entryBytes) {
    const hashed = entries.toString('latin1', at, at + hashBytes);
    const line = entries.readUInt32LE(at + hashBytes);
    const first = lines.get(hashed);
    if (first === undefined) lines.set(hashed, line);
    else yield { line, first };
  }
}

function writeAll(fd: number, block: Buffer, position: number): void {
  for (let done = 0; done < block.length; ) {
    done += writeSync(fd, block, done, block.length - done, position + done);
  }
}
