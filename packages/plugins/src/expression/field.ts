import { type DeviceRecord, nearest, type ProvisioningRequest } from '@gangway/core';
import { quote } from '../text/quote.js';
import { ExpressionFault } from './expression-fault.js';
import type { Reference, Step } from './parse-reference.js';

/** What expressions are about, in one request. */
export interface Asked {
  readonly request: ProvisioningRequest;
  /** There where a reference begins with `device`. */
  readonly device?: DeviceRecord;
}

/** Reads a text; `undefined` where there is none, or not exactly one. */
export type ReadField = (asked: Asked) => string | undefined;

/** What a reference may lead to, or through. */
export type Field =
  | { readonly kind: 'text'; readonly read: ReadField }
  | { readonly kind: 'group'; readonly fields: ReadonlyMap<string, Field> }
  /** A field of any name that fits. */
  | {
      readonly kind: 'named';
      /** What the name is of, for messages and pages: `Name`. */
      readonly placeholder: string;
      /** Why no field can have that name. */
      readonly faultIn: (name: string) => string | undefined;
      readonly read: (name: string) => ReadField;
    };

export const text = (read: ReadField): Field => ({ kind: 'text', read });

export const group = (fields: Readonly<Record<string, Field>>): Field => ({
  kind: 'group',
  fields: new Map(Object.entries(fields)),
});

/**
 * Finds what a reference leads to.
 *
 * @throws ExpressionFault for a name that is none there, and for a reference that ends too early or too late
 */
export function findField(roots: Field, { steps, end }: Reference): ReadField {
  let field = roots;
  let path = '';
  for (const step of steps) {
    field = below(field, step, path);
    path = path === '' ? step.name : `${path}.${step.name}`;
  }
  if (field.kind === 'text') return field.read;
  const wanted = field.kind === 'group' ? [...field.fields.keys()].join(', ') : field.placeholder;
  throw new ExpressionFault(end - 1, `a field of "${path}" is expected: ${wanted}`);
}

function below(field: Field, { name, at }: Step, path: string): Field {
  if (field.kind === 'text') throw new ExpressionFault(at, `"${path}" has no fields`);
  if (field.kind === 'named') {
    const fault = field.faultIn(name);
    if (fault !== undefined) throw new ExpressionFault(at, fault);
    return text(field.read(name));
  }
  const found = field.fields.get(name);
  if (found !== undefined) return found;
  const right = nearest(name, field.fields.keys());
  const hint =
    right === undefined ? [...field.fields.keys()].join(', ') : `did you mean "${right}"?`;
  throw new ExpressionFault(
    at,
    `nothing${path && ` in "${path}"`} is called ${quote(name)}: ${hint}`,
  );
}
