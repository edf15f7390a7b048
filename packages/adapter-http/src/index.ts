export { type FetchHandlerOptions, toFetchHandler } from './fetch-handler.js';
export type { LoadMeter, ShedReason } from './load/load-meter.js';
export type { Meter } from './metrics/meter.js';
export { type ServerMetrics, serverMetrics } from './metrics/server-metrics.js';
export { type CloseOptions, type RunningServer, type ServeOptions, serve } from './serve.js';
export { serveUntil } from './serve-until.js';
