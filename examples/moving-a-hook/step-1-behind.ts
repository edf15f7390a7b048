// Step 1: the old hook behind Gangway. It decides as it did; every decision now has a reason, a trace and a log line.
import { defineHook } from '@gangway/composition';
import { remoteHook } from '@gangway/plugins/remote-hook';

/** @param endpoint of Lambda; the region's own unless given */
export const behind = (endpoint?: string) =>
  defineHook([
    remoteHook({
      lambda: { functionName: 'old-hook', region: 'us-east-1', endpoint },
      keys: ['DeviceLocation'],
    }),
  ]);
