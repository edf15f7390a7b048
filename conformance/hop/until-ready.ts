import { setTimeout as pause } from 'node:timers/promises';

/** Asks a container until it takes calls: none is taken from before it began, and a call's time is a whole second. */
export async function untilReady(url: string): Promise<void> {
  for (;;) {
    const { ok } = await fetch(`${url}/readyz`);
    if (ok) return;
    await pause(20);
  }
}
