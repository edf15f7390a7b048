import type { Place } from '@gangway/deployment';
import type { JsonObject } from '../plain/json.js';
import type { Resource } from './resource-names.js';

/** How a question is answered; `undefined` where there is no such thing. */
export type Answer = (input: Readonly<Record<string, unknown>>) => JsonObject | undefined;

/** By operation. */
export type Answers = Readonly<Record<string, Answer>>;

/** The resources of a stack, and where it is. */
export interface Deployed extends Place {
  all(type: string): readonly Resource['Properties'][];
}
