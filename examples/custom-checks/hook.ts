// Checks of one's own beside the ready ones: one is a function, one is a class.
import { defineHook } from '@gangway/composition';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { daylight } from './daylight.js';
import { knownLine } from './known-line.js';

export default defineHook([eventIntegrity(), knownLine(['A', 'B']), daylight()]);
