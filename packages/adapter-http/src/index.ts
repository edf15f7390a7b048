export { type FetchHandlerOptions, toFetchHandler } from './fetch-handler.js';
export { type CloseOptions, type RunningServer, type ServeOptions, serve } from './serve.js';
export { serveUntil } from './serve-until.js';
