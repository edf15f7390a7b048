import { unlessAborted } from '../flight/unless-aborted.js';

/** A client of AWS's SDK that all calls share, and that is replaced when its credentials have grown old. */
export interface RenewableClient<Client> {
  /** Makes the client, once for all who ask; a failure is told to those who waited, and forgotten. */
  open(): Promise<Client>;
  /**
   * Works with the client; one that was replaced meanwhile is kept until its last work is done.
   *
   * @param signal gives the work up, also where that heeds no signal: the SDK's search for credentials is such a work
   */
  use<T>(work: (client: Client) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /**
   * Replaces a client whose credentials were refused.
   *
   * @returns whether another one is there to ask now; `false` where this one is nearly new, and a newer one would be
   *   refused as well
   */
  renew(refused: Client): boolean;
  /** Lets go of the client that is open. */
  close(): Promise<void>;
}

/**
 * A client that is refused was made before a function froze, or by a role that has changed; no such thing happens every
 * second. Credentials that are wrong for good would otherwise cost a client, and its sockets, for each call.
 */
const renewalEveryMs = 5_000;

interface Held<Client> {
  readonly opening: Promise<Client>;
  working: number;
  replaced: boolean;
}

/**
 * @param destroy lets go of a client's sockets
 * @param now wall time in milliseconds, which goes on while a function is frozen
 */
export function renewableClient<Client>(
  make: () => Promise<Client>,
  destroy: (client: Client) => void,
  now: () => number = Date.now,
): RenewableClient<Client> {
  let current: Held<Client> | undefined;
  let client: Client | undefined;
  let renewedAt = Number.NEGATIVE_INFINITY;

  const hold = (): Held<Client> => {
    const held: Held<Client> = { opening: make(), working: 0, replaced: false };
    current = held;
    held.opening.then(
      (made) => {
        if (current === held) client = made;
      },
      () => {
        if (current === held) current = undefined;
      },
    );
    return held;
  };
  const destroyIdle = async (held: Held<Client>) => {
    if (held.replaced && held.working === 0) destroy(await held.opening);
  };

  return {
    open: () => (current ?? hold()).opening,
    async use(work, signal) {
      const held = current ?? hold();
      held.working += 1;
      try {
        const worked = work(await held.opening);
        return await (signal === undefined ? worked : unlessAborted(worked, signal));
      } finally {
        held.working -= 1;
        await destroyIdle(held);
      }
    },
    renew(refused) {
      if (current === undefined || client !== refused) return true;
      // By the distance alone: a clock that was set back must not forbid it for long.
      if (Math.abs(now() - renewedAt) < renewalEveryMs) return false;
      renewedAt = now();
      const held = current;
      held.replaced = true;
      current = undefined;
      client = undefined;
      if (held.working === 0) destroy(refused);
      return true;
    },
    async close() {
      const open = await current?.opening.catch(() => undefined);
      current = undefined;
      client = undefined;
      if (open !== undefined) destroy(open);
    },
  };
}
