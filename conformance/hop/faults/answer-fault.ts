import type { Behaviour } from '../raw-server.js';

/** What stands where the container should, and does to a call what must not be taken for an allow. */
export type AnswerFault = (key: string) => Behaviour;
