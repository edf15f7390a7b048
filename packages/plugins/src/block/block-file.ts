import { PortError } from '@gangway/core';
import * as v from 'valibot';
import { FileFault, fileName, readText } from '../text/whole-file.js';
import { type BlockLists, listEntries } from './block-lists.js';

/** A block list in a file: at most 16 MB, some 200,000 certificates. */
const fileBytes = 16_000_000;

const lists = v.strictObject(listEntries, 'is not an object of lists, or has one of another name');

/**
 * Reads a file of lists: one JSON object, with the lists that the options have.
 *
 * @throws PortError `BLOCK_LIST_UNREADABLE`, naming the file and the place in it
 */
export function readBlockFile(path: string | URL): BlockLists {
  try {
    return parse(readText(path, fileBytes), fileName(path));
  } catch (cause) {
    if (!(cause instanceof FileFault)) throw cause;
    throw new PortError('BLOCK_LIST_UNREADABLE', cause.message, { cause });
  }
}

function parse(text: string, name: string): BlockLists {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new FileFault(`${name}: it is not JSON`);
  }
  const read = v.safeParse(lists, content);
  if (read.success) return read.output;
  const [issue] = read.issues;
  const path = v.getDotPath(issue);
  throw new FileFault(`${name}${path === null ? '' : `, "${path}"`}: ${issue.message}`);
}
