import * as z from 'zod';
import { byHand } from './by-hand.js';
import { eventFields } from './event-fields.js';

// Zod is imported as a namespace, of which esbuild keeps what is used.
export const handler = byHand(z.object(eventFields({ string: z.string, record: z.record })));
