export { type FetchHandlerOptions, toFetchHandler } from './fetch-handler.js';
export type { LoadMeter, ShedReason } from './load/load-meter.js';
export type { Meter } from './metrics/meter.js';
export { type ServerMetrics, serverMetrics } from './metrics/server-metrics.js';
export { type RunContainerOptions, runContainer } from './run-container.js';
export { type CloseOptions, type RunningServer, type ServeOptions, serve } from './serve.js';
export { serveUntil } from './serve-until.js';

export type { SettingFlags } from './settings/read-layer.js';
export { type ReadSettings, readSettings, type SettingSources } from './settings/read-settings.js';
export type { ServerSettings, SettingName } from './settings/server-settings.js';
export { type ServerSetting, type SettingText, serverSettings } from './settings/setting-table.js';
export { toServeOptions } from './settings/to-serve-options.js';
