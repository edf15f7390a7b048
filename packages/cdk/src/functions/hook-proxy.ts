// The program of a HookProxy's function. It is bundled at synth, and told all by its environment.
import { lambdaProxyHandler } from '@gangway/adapter-lambda/proxy';
import { proxySettings } from './proxy-settings.js';

export const handler = lambdaProxyHandler(proxySettings(process.env));
