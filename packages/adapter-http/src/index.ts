export { type FetchHandlerOptions, toFetchHandler } from './fetch-handler.js';
export type { LoadMeter, ShedReason } from './load/load-meter.js';
export type { Meter } from './metrics/meter.js';
export { type ServerMetrics, serverMetrics } from './metrics/server-metrics.js';
export {
  type ContainerHook,
  type ContainerOptions,
  type ContainerParts,
  type ContainerProcess,
  runContainer,
} from './run-container.js';
export { type CloseOptions, type RunningServer, type ServeOptions, serve } from './serve.js';
export { serveUntil } from './serve-until.js';
export { readSettings, type SettingsSources } from './settings/read-settings.js';
export { type ServeParts, serveSettings } from './settings/serve-settings.js';
export type { ServerSettings } from './settings/server-settings.js';
export type { AllSaid, Said, Settings } from './settings/settings.js';
