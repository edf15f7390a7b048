import { InvalidArgumentError } from 'commander';

/** Where a registry is. */
export type RegistryAddress =
  | { readonly kind: 'sqlite'; readonly path: string; readonly text: string }
  | {
      readonly kind: 'dynamodb';
      readonly table: string;
      readonly endpoint?: string;
      readonly region?: string;
      readonly text: string;
    };

const forms = 'sqlite:<file> or dynamodb:<table>[?endpoint=<url>&region=<region>]';

/**
 * Reads `sqlite:devices.db` or `dynamodb:table?region=eu-north-1`. Strictly: a registry that is not the one that was
 * meant answers too, and a block in it stops nobody.
 *
 * @throws InvalidArgumentError
 */
export function parseRegistryAddress(text: string): RegistryAddress {
  const [, kind, rest = ''] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  if (kind === 'sqlite') return toSqlite(rest, text);
  if (kind === 'dynamodb') return toDynamodb(rest, text);
  throw new InvalidArgumentError(`A registry is ${forms}.`);
}

function toSqlite(path: string, text: string): RegistryAddress {
  if (path === '') throw new InvalidArgumentError('The file is missing: sqlite:devices.db.');
  if (path.startsWith('//')) {
    throw new InvalidArgumentError('The path follows sqlite: as it is: sqlite:/srv/devices.db.');
  }
  if (path.startsWith(':') || path.startsWith('file:')) {
    throw new InvalidArgumentError('SQLite needs a plain path to a file.');
  }
  if (/[?#\0]/.test(path)) throw new InvalidArgumentError('A SQLite registry takes no options.');
  return { kind: 'sqlite', path, text };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const tableName = /^[A-Za-z0-9_.-]{3,255}$/;

function toDynamodb(rest: string, text: string): RegistryAddress {
  const at = rest.indexOf('?');
  const table = at === -1 ? rest : rest.slice(0, at);
  if (!tableName.test(table)) {
    throw new InvalidArgumentError(
      'A table has a name of 3 to 255 letters, digits, "_", "-", ".".',
    );
  }
  const options = readOptions(at === -1 ? '' : rest.slice(at + 1));
  return { kind: 'dynamodb', table, ...options, text };
}

const rules: Readonly<Record<string, (value: string) => boolean>> = {
  endpoint: isEndpoint,
  region: (value) => /^[a-z]{2}(?:-[a-z0-9]+)+$/.test(value),
};

function readOptions(query: string): { readonly endpoint?: string; readonly region?: string } {
  const options: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const holds = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (holds === undefined) {
      throw new InvalidArgumentError(
        `There is no option "${name}"; there are endpoint and region.`,
      );
    }
    if (Object.hasOwn(options, name)) throw new InvalidArgumentError(`"${name}" is there twice.`);
    if (!holds(value)) throw new InvalidArgumentError(`"${value}" is no ${name}.`);
    options[name] = value;
  }
  return options;
}

function isEndpoint(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  // Credentials come from where the SDK looks for them, never from a command line that others can list.
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
}
