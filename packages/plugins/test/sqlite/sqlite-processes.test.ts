import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { entryFor, expected, idOf, registryFile, signal } from './registry-file.js';

interface Told {
  readonly serial: number;
  readonly kind: string;
}

const script = (name: string) =>
  fileURLToPath(new URL(`../../dist-test/sqlite/${name}`, import.meta.url));

async function start(name: string, ...args: readonly string[]): Promise<ChildProcess> {
  const child = fork(script(name), args);
  await once(child, 'message');
  return child;
}

/** What a process tells until it ends. */
function hear(child: ChildProcess): Told[] {
  const told: Told[] = [];
  child.on('message', (message: Told) => told.push(message));
  return told;
}

const integrityOf = (path: string): unknown => {
  const database = new DatabaseSync(path);
  const answer = database.prepare('PRAGMA integrity_check').get();
  database.close();
  return answer?.integrity_check;
};

describe('a registry in a file, with many processes', function () {
  this.timeout(60_000);
  const { path, open } = registryFile();

  it('is opened, made and raced for by four at once: one claim for each of 50 serials', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const children = await Promise.all(
      names.map((name) => start('claiming-process.js', path(), name, '50')),
    );
    const told = children.map(hear);
    const ended = children.map((child) => once(child, 'exit'));
    for (const child of children) child.send('begin');
    expect((await Promise.all(ended)).map(([code]) => code)).to.deep.equal([0, 0, 0, 0]);

    const { ledger } = open();
    for (let serial = 0; serial < 50; serial += 1) {
      const winners = names.filter((_name, index) =>
        told[index]?.some((one) => one.serial === serial && one.kind === 'committed'),
      );
      expect(winners, `SN-${serial}`).to.have.length(1);
      const again = entryFor(`${winners[0]}-${serial}`, `SN-${serial}`);
      expect((await ledger.commit(again, { signal })).kind).to.equal('replay');
    }
    expect(told.flat().filter(({ kind }) => kind === 'deny')).to.have.length(150);
  });

  for (const killedAfter of [1, 7, 40]) {
    it(`holds every claim that was told, and each whole or not at all, after SIGKILL at the ${killedAfter}th`, async () => {
      const child = await start('claiming-process.js', path(), 'a', '2000');
      const told = hear(child);
      child.on('message', () => {
        if (told.length === killedAfter) child.kill('SIGKILL');
      });
      child.send('begin');
      expect((await once(child, 'exit'))[1]).to.equal('SIGKILL');

      expect(integrityOf(path())).to.equal('ok');
      const { ledger, inventory } = open();
      const serials = Array.from({ length: told.length + 20 }, (_, serial) => serial);
      await inventory.put(
        serials.map((serial) => ({ record: expected(`SN-${serial}`) })),
        { signal },
      );
      for (const serial of serials) {
        const claim = (await inventory.show(`SN-${serial}`, { signal }))?.claim;
        const { kind } = await ledger.commit(entryFor(`a-${serial}`, `SN-${serial}`), { signal });
        expect(kind, `SN-${serial}`).to.equal(claim === undefined ? 'committed' : 'replay');
        if (serial < told.length) expect(claim?.certificateId).to.equal(idOf(`a-${serial}`));
      }
    });
  }

  it('waits for one that writes for a second, and holds up nothing else meanwhile', async () => {
    const { ledger, registry } = open();
    await ledger.commit(entryFor('a', 'SN-1'), { signal });
    let run = 0;
    const longestBlock = async (): Promise<number> => {
      run += 1;
      const child = await start('locking-process.js', path(), '1000');
      const ended = once(child, 'exit');
      const stop = blocksOfTheLoop();
      const started = performance.now();
      const commits = Promise.all(
        ['b', 'c', 'd'].map((name) =>
          ledger.commit(entryFor(`${name}${run}`, `SN-${name}${run}`), { signal }),
        ),
      );
      // Reading does not wait, and so neither do a repeat and one that came too late.
      const repeat = await ledger.commit(entryFor('a', 'SN-1'), { signal });
      const late = await ledger.commit(entryFor('e', 'SN-1'), { signal });
      await registry.find('SN-1', { signal });
      const answeredAfter = performance.now() - started;
      const kinds = (await commits).map(({ kind }) => kind);
      const waited = performance.now() - started;
      await ended;

      expect([repeat.kind, late.kind]).to.deep.equal(['replay', 'deny']);
      expect(kinds).to.deep.equal(['committed', 'committed', 'committed']);
      expect(waited, 'it was busy').to.be.above(500);
      expect(answeredAfter).to.be.below(500);
      return stop();
    };
    // A machine with much else to do now and then holds a process up for as long; what holds itself up does so each time.
    const blocks: number[] = [];
    while (blocks.length < 3 && !blocks.some((block) => block < 50)) {
      blocks.push(await longestBlock());
    }
    expect(Math.min(...blocks), 'the longest block of the event loop, in ms').to.be.below(50);
  });
});

/** Watches the event loop; the answer stops that, and tells for how many milliseconds it stood still at most. */
function blocksOfTheLoop(): () => number {
  let longest = 0;
  let last = performance.now();
  const turn = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const turning = setInterval(turn, 1);
  return () => {
    turn();
    clearInterval(turning);
    return longest;
  };
}
