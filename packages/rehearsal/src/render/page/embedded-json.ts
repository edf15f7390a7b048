import { Markup } from './html.js';

const inScript = /[<>&\u2028\u2029]/g;

/**
 * Data for programs that read the page. Within JSON's texts, what could end the element or begin a comment in it is written as an
 * escape, which JSON knows as the same character; outside them there is none.
 *
 * @see https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
export function embeddedJson(id: string, data: unknown): Markup {
  const json = JSON.stringify(data).replace(
    inScript,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new Markup(`<script type="application/json" id="${id}">${json}</script>`);
}
