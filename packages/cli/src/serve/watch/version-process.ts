import { answerCalls } from './answer-calls.js';

// The entry of a process that decides by one version of a hook, for `gangway serve --watch`.
answerCalls(process);
