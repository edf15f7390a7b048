import { z } from 'zod';
import { byHand } from './by-hand.js';
import { eventFields } from './event-fields.js';

// Zod is imported as Powertools' pages do it; esbuild then keeps the whole of it.
export const handler = byHand(z.object(eventFields({ string: z.string, record: z.record })));
