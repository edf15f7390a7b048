import type { HttpMessage } from '../http-message.js';
import type { Random } from './random.js';

/**
 * Does one thing to a good message on its way.
 *
 * @param other another good message of the same direction
 */
export type Mutation = (message: HttpMessage, other: HttpMessage, random: Random) => HttpMessage;

/** By what they do. */
export type Mutations = Readonly<Record<string, Mutation>>;
