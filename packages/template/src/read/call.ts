import { membersOf } from './json.js';
import { quoted } from './quoted.js';

/** A function as it stands in a template: `{ "Fn::Join": … }`. */
export interface Call {
  /** As messages show it. */
  readonly name: string;
  readonly key: string;
  readonly argument: unknown;
  /** Whether it has its object to itself, as it must. */
  readonly alone: boolean;
}

// One colon is a common slip, which AWS's own page makes in its headings; such a key is no name of anything else.
const functionKey = /^(?:Ref$|Fn:)/;

export function callIn(value: unknown): Call | undefined {
  const members = membersOf(value) ?? [];
  for (const [key, argument] of members) {
    if (!functionKey.test(key)) continue;
    const name = /^[\w:]{1,32}$/.test(key) ? key : quoted(key);
    return { name, key, argument, alone: new Map(members).size === 1 };
  }
  return undefined;
}
