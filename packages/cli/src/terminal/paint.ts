import { styleText } from 'node:util';

type Style = (text: string) => string;

/** Colours by what they mean. */
export interface Paint {
  readonly good: Style;
  readonly bad: Style;
  readonly warn: Style;
  readonly strong: Style;
  readonly faint: Style;
}

/**
 * Colours for a terminal, and none for a pipe or a file. `NO_COLOR` wins over `FORCE_COLOR`, which wins over what the
 * stream is.
 *
 * @see https://no-color.org
 */
export function createPaint(
  isTerminal: boolean,
  env: Readonly<Record<string, string | undefined>>,
): Paint {
  const on = isSet(env.NO_COLOR)
    ? false
    : isSet(env.FORCE_COLOR)
      ? env.FORCE_COLOR !== '0'
      : isTerminal && env.TERM !== 'dumb';
  const style =
    (format: Parameters<typeof styleText>[0]): Style =>
    (text) =>
      on ? styleText(format, text, { validateStream: false }) : text;
  return Object.freeze({
    good: style('green'),
    bad: style('red'),
    warn: style('yellow'),
    strong: style('bold'),
    faint: style('dim'),
  });
}

const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';
