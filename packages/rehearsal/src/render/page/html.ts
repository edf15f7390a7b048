import { shown } from '../text/shown.js';

/** Text that is HTML already. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = string | number | Markup | readonly Markup[];

/**
 * Makes HTML, and SVG, of a template: what is put into it is a text, and stands there as one, unless it was made by this function.
 * Invisible characters are shown as escapes: a device's name may be anything.
 *
 * @example html`<td>${'<script>'}</td>`.text; // '<td>&lt;script&gt;</td>'
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const pieces = strings.map((string, index) => {
    const value = values[index];
    return value === undefined ? string : string + textOf(value);
  });
  return new Markup(pieces.join(''));
}

function textOf(value: Value): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return escaped(shown(value, Number.POSITIVE_INFINITY));
  if (typeof value === 'number') return String(value);
  return value.map(({ text }) => text).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** Nothing at all. */
export const nothing: Markup = new Markup('');
