export { type CheckClass, classCheck } from './class-check.js';
export { type ComposeOptions, composeHook, type Hook } from './compose-hook.js';
export { allOf } from './composites/all-of.js';
export { anyOf } from './composites/any-of.js';
export { layered } from './composites/layered.js';
export { when } from './composites/when.js';
export { defineHook, type HookDefinition, type HookOptions } from './define-hook.js';
export type { HookDescription, PluginDescription } from './describe.js';
