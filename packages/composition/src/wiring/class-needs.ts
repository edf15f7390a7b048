import 'reflect-metadata/lite';
import type { Token } from '@gangway/core';
import { getClassMetadata } from '@inversifyjs/core';

/** The tokens that a decorated class injects, in its constructor and its properties. */
export function classNeeds(type: new (...ports: never[]) => unknown): readonly Token<unknown>[] {
  const { constructorArguments, properties } = getClassMetadata(type);
  return [...constructorArguments, ...properties.values()].flatMap((element) =>
    'value' in element && typeof element.value === 'symbol' ? [element.value] : [],
  );
}
