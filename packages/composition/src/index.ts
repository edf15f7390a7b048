export type { ComposeOptions } from './check-composing.js';
export { type CheckClass, classCheck } from './class-check.js';
export { composeHook, type Hook } from './compose-hook.js';
export { composeLifecycle } from './compose-lifecycle.js';
export { allOf } from './composites/all-of.js';
export { anyOf } from './composites/any-of.js';
export { layered } from './composites/layered.js';
export { type Enforcement, type MonitorOptions, monitor } from './composites/monitor.js';
export { onFailure, type SourceFailure } from './composites/on-failure.js';
export { when } from './composites/when.js';
export {
  defineHook,
  type HookDefinition,
  type HookOptions,
  type TemplateBody,
} from './define-hook.js';
export type { HookDescription, PluginDescription } from './describe.js';
