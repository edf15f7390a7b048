import { isObject, listOf } from './json.js';

/** What names in a template stand for. */
export interface Names {
  /** Of a parameter, a resource or `AWS::…`. */
  readonly ref: (name: string) => unknown;
  readonly attribute: (id: string, attribute: string) => unknown;
}

type Intrinsic = (argument: unknown, names: Names) => unknown;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, names) => names.ref(String(name)),
  'Fn::GetAtt': (argument, names) => {
    const [id = '', attribute = ''] = pathOf(argument);
    return names.attribute(id, attribute);
  },
  'Fn::Join': (argument, names) => {
    const [separator, parts] = listOf(argument);
    return listOf(evaluate(parts, names)).map(textOf).join(String(separator));
  },
  'Fn::Select': (argument, names) => {
    const [index, items] = listOf(argument);
    return listOf(evaluate(items, names))[Number(index)];
  },
  'Fn::Split': (argument, names) => {
    const [separator, text] = listOf(argument);
    return textOf(evaluate(text, names)).split(String(separator));
  },
  'Fn::Sub': (argument, names) => {
    const [text, own] = listOf(argument);
    const values = isObject(own) ? own : {};
    return String(text).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      if (Object.hasOwn(values, name)) return textOf(evaluate(values[name], names));
      const [id = '', ...attribute] = name.split('.');
      return textOf(
        attribute.length === 0 ? names.ref(id) : names.attribute(id, attribute.join('.')),
      );
    });
  },
};

/**
 * A value of a template with its intrinsic functions worked out. One that is not known stays as it is, and so equals no
 * text that is asked for.
 */
export function evaluate(value: unknown, names: Names): unknown {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, names));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) {
    const [name, argument] = first;
    const intrinsic = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
    if (intrinsic !== undefined) return intrinsic(argument, names);
  }
  return Object.fromEntries(entries.map(([name, inner]) => [name, evaluate(inner, names)]));
}

function pathOf(argument: unknown): readonly string[] {
  if (Array.isArray(argument)) return argument.map(String);
  const [id = '', ...attribute] = String(argument).split('.');
  return [id, attribute.join('.')];
}

const textOf = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);
