import { holdsDoubledMember } from '../text/doubled-member.js';
import { DocumentFault } from './document-fault.js';

/** More than anybody writes by hand. */
const mostLevels = 64;

/**
 * Reads a JSON text (RFC 8259), more strictly than parsers do: of two members of one name nobody knows which was meant.
 *
 * @throws DocumentFault whose message holds nothing of the text
 */
export function parseJson(text: string): unknown {
  const document = parse(text);
  if (holdsDoubledMember(text)) {
    throw new DocumentFault('not-json', 'an object in it has two members of one name');
  }
  if (nestsDeeper(document, mostLevels)) {
    throw new DocumentFault('not-json', `it is nested more than ${mostLevels} levels deep`);
  }
  return document;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new DocumentFault('not-json', 'it is not JSON');
  }
}

function nestsDeeper(document: unknown, levels: number): boolean {
  let level = [document];
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}
