import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { IConstruct } from 'constructs';
import { synthError } from '../options/synth-error.js';
import { bodyJson } from './body-json.js';

/** The body of a template as text, and what to call it in messages. */
export interface TemplateBody {
  readonly text: string;
  readonly name: string;
}

/**
 * Reads what a construct takes as a body: an object, its text, or the path of a file. A text that begins with `{` is a body.
 *
 * @throws GangwayError `TEMPLATE_NOT_FOUND`, `TEMPLATE_NOT_READABLE`, `OPTION_INVALID`
 */
export function readBody(scope: IConstruct, body: string | object): TemplateBody {
  if (typeof body !== 'string') return { text: bodyJson(scope, body), name: 'body' };
  if (/^\s*\{/.test(body)) return { text: body, name: 'body' };
  return { text: readText(scope, body), name: body };
}

function readText(scope: IConstruct, path: string): string {
  const octets = readOctets(scope, path);
  if (isUtf8(octets)) return octets.toString('utf8');
  throw synthError(scope, 'TEMPLATE_NOT_READABLE', 'body', `${path} is not text in UTF-8.`);
}

function readOctets(scope: IConstruct, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    throw synthError(
      scope,
      missing ? 'TEMPLATE_NOT_FOUND' : 'TEMPLATE_NOT_READABLE',
      'body',
      missing
        ? `There is no file ${path}. A text that begins with { is taken for the body itself.`
        : `Cannot read (${code ?? String(error)}): ${path}`,
      { cause: error },
    );
  }
}
