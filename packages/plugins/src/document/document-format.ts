import { extname } from 'node:path';
import { PortError } from '@gangway/core';
import { parseJson } from './parse-json.js';
import { parseYaml } from './parse-yaml.js';

/**
 * Reads a text to what it says.
 *
 * @throws DocumentFault
 */
type Parser = (text: string) => unknown;

const json = '.json';
const yaml = ['.yaml', '.yml'];

/** Whether a file's name tells how it is written. */
export const isDocumentName = (path: string): boolean => [json, ...yaml].includes(extname(path));

/**
 * Gives the parser for a file by its name; the one for YAML is loaded only now.
 *
 * @throws PortError `OVERRIDES_FILE_PARSER_MISSING`
 */
export async function parserFor(path: string): Promise<Parser> {
  if (extname(path) === json) return parseJson;
  const library = await import('./yaml.js').catch((cause: unknown) => {
    const why = 'the package yaml cannot be loaded; is it installed?';
    throw new PortError('OVERRIDES_FILE_PARSER_MISSING', why, { cause });
  });
  return (text) => parseYaml(text, library);
}
