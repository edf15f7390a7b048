// What can be said of a server, as data; it loads no server.
export { type ServerSettings, settingsTable } from './settings/server-settings.js';
export { flagOf, type Setting, variableOf } from './settings/setting.js';
