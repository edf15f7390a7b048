// The program of a ClaimLifecycle in front of a container. It is bundled at synth, and told all by its environment.
import { lambdaProxyLifecycleHandler } from '@gangway/adapter-lambda/proxy';
import { proxySettings } from './proxy-settings.js';

export const handler = lambdaProxyLifecycleHandler(proxySettings(process.env));
