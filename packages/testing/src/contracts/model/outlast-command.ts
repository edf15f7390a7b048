import fc from 'fast-check';
import { certificate, compare, comparePresence, device } from './ledger-commands.js';
import { type Command, command } from './system.js';

/**
 * Waits for about the end of the lease that runs on a device, sees somebody connect at about that time, and asks for the
 * device because of the age of its claim. Left to chance, these three hardly ever meet.
 */
const outlast = (id: string, name: string, waited: number, seen: number | undefined): Command =>
  command(
    `outlast ${id} by ${waited} ms for ${name}, presence at ${seen}`,
    async (model, system) => {
      const claim = model.claims.get(id);
      if (claim === undefined) return;
      const passing = Math.max(0, claim.leaseEndsAt + waited - model.now);
      model.now += passing;
      system.clock.advance(passing);
      if (seen !== undefined) {
        const at = Math.min(claim.leaseEndsAt + seen, model.now);
        await comparePresence(model, system.ledger, 'somebody else', at);
      }
      const asked = {
        certificate: name,
        key: `another of ${name}`,
        parameters: 'p',
        answer: `of ask ${system.asks.length}`,
        claims: [{ device: id, leaseMs: 5_000, grounds: ['lease-over'] as const }],
        counts: [],
      };
      system.asks.push(asked);
      await compare(model, system, asked);
    },
  );

export const outlasting: fc.Arbitrary<Command> = fc
  .tuple(
    device,
    certificate,
    fc.constantFrom(-1, 0, 0, 1),
    fc.constantFrom(undefined, -5_000, -1, 0, 0, 1),
  )
  .map((args) => outlast(...args));
