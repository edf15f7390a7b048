import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { composeHook, defineHook } from '@gangway/composition';
import { defineCheck, nodeCryptoCertificateReader, type Plugin, permit } from '@gangway/core';
import { blockList } from '@gangway/plugins/block-list';
import { anEvent, memoryLogger } from '@gangway/testing';
import { expect } from 'chai';
import { decide, detailOf, faultOf, verdictOf } from './deciding.js';

const event = anEvent({ serialNumber: 'SN-0001', clientId: 'client-1' });
const reading = nodeCryptoCertificateReader().read(event.certificatePem);
const publicKeyHash = reading.kind === 'refused' ? '' : reading.certificate.publicKeyHash;
const strange = 'ab'.repeat(32);
const open = defineCheck('open', () => permit());

const judge = async (plugin: Plugin, asked = event) =>
  verdictOf(await decide([plugin, open], asked));

/** One hook for several requests. */
const compose = (file: string) =>
  composeHook(defineHook([blockList({ file }), open]), { replace: [memoryLogger().plugin()] });

const serialNumber = 'SerialNumber';
const unreadable = 'DENY_ERROR BLOCK_LIST_UNREADABLE';

describe('block-list', () => {
  const lists = {
    SERIAL_NUMBER_ON_BLOCK_LIST: { serialNumber, serialNumbers: ['SN-0009', 'SN-0001'] },
    CERTIFICATE_ON_BLOCK_LIST: { certificateIds: [strange, event.certificateId] },
    CLAIM_CERTIFICATE_ON_BLOCK_LIST: { claimCertificateIds: [event.claimCertificateId] },
    PUBLIC_KEY_ON_BLOCK_LIST: { publicKeyHashes: [publicKeyHash] },
    CLIENT_ID_ON_BLOCK_LIST: { clientIds: ['client-1'] },
  };
  for (const [code, list] of Object.entries(lists)) {
    it(`denies with ${code}`, async () => {
      const decision = await decide([blockList(list), open], event);
      expect(verdictOf(decision)).to.equal(`DENY_POLICY ${code}`);
      expect(detailOf(decision)).to.match(/^"(SN-0001|client-1|[0-9a-f]{64})"$/);
    });
  }

  it('does not permit what is not listed, and does not deny it', async () => {
    const plugin = blockList({
      serialNumber,
      serialNumbers: ['SN-0002'],
      certificateIds: [event.claimCertificateId],
      claimCertificateIds: [event.certificateId],
      publicKeyHashes: [strange],
      clientIds: ['SN-0001'],
    });
    expect(await judge(plugin)).to.equal('ALLOW');
    expect(verdictOf(await decide([plugin], event))).to.equal('DENY_POLICY NO_PERMIT');
  });

  it('finds exact values alone, and a device without a serial number on no list', async () => {
    const plugin = blockList({ serialNumber, serialNumbers: ['SN-0001'] });
    for (const other of ['sn-0001', 'SN-0001 ', 'SN-00011', 'SN-000', 'ＳＮ-0001', '']) {
      expect(await judge(plugin, anEvent({ serialNumber: other, clientId: 'x' }))).to.equal(
        'ALLOW',
      );
    }
    expect(await judge(plugin, { ...event, parameters: {} })).to.equal('ALLOW');
  });

  it('reads the parameter that it is told, and no other', async () => {
    const plugin = blockList({ serialNumber: 'Serial', serialNumbers: ['SN-0001'] });
    expect(plugin.parameters).to.deep.equal(['Serial']);
    expect(await judge(plugin)).to.equal('ALLOW');
    expect(blockList({ clientIds: [] }).parameters).to.deep.equal([]);
  });

  describe('in a file', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'gangway-block-list-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const written = (content: string | Buffer): string => {
      const path = join(folder, 'block-list.json');
      writeFileSync(path, content);
      return path;
    };

    it('denies what is listed, beside the lists of the options', async () => {
      const file = written(JSON.stringify({ serialNumbers: ['SN-0001'], clientIds: ['probe'] }));
      const plugin = blockList({ serialNumber, file, serialNumbers: ['SN-0002'] });
      expect(await judge(plugin)).to.equal('DENY_POLICY SERIAL_NUMBER_ON_BLOCK_LIST');
      const second = anEvent({ serialNumber: 'SN-0002' });
      expect(await judge(plugin, second)).to.equal('DENY_POLICY SERIAL_NUMBER_ON_BLOCK_LIST');
      const probe = anEvent({ serialNumber: 'SN-0003', clientId: 'probe' });
      expect(await judge(plugin, probe)).to.equal('DENY_POLICY CLIENT_ID_ON_BLOCK_LIST');
      expect(await judge(plugin, anEvent({ serialNumber: 'SN-0003' }))).to.equal('ALLOW');
    });

    it('is found by a URL, and may be empty', async () => {
      const file = pathToFileURL(written('{}'));
      expect(await judge(blockList({ file }))).to.equal('ALLOW');
    });

    it('is read once, when the hook gets ready', async () => {
      const file = written('{ "clientIds": ["client-1"] }');
      const hook = compose(file);
      await hook.prepare();
      rmSync(file);
      expect(verdictOf(await hook.decide(event))).to.equal('DENY_POLICY CLIENT_ID_ON_BLOCK_LIST');
    });

    it('denies every request while it cannot be read, and tries again', async () => {
      const file = join(folder, 'block-list.json');
      const hook = compose(file);
      await hook.prepare();
      expect(verdictOf(await hook.decide(event))).to.equal(unreadable);
      written('{ "clientIds": ["other"] }');
      expect(verdictOf(await hook.decide(event))).to.equal('ALLOW');
    });

    for (const [what, content, told] of [
      ['no JSON', '{', 'it is not JSON'],
      ['a list', '["SN-0001"]', 'is not an object of lists'],
      ['nothing', 'null', 'is not an object of lists'],
      ['a list of another name', '{ "serials": ["SN-0001"] }', '"serials"'],
      ['a number in a list', '{ "serialNumbers": [7] }', '"serialNumbers.0"'],
      ['an empty serial number', '{ "serialNumbers": [""] }', 'not empty'],
      ['a serial number with a space', '{ "serialNumbers": ["SN-0001 "] }', 'no space'],
      ['a text for a list', '{ "clientIds": "client-1" }', '"clientIds"'],
      ['a certificate id in capitals', `{ "certificateIds": ["${strange.toUpperCase()}"] }`, 'hex'],
      ['other bytes than UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'UTF-8'],
      ['more than 16 MB', Buffer.alloc(16_000_001, 0x20), '16000000 bytes'],
    ] as const) {
      it(`is refused as a whole when it holds ${what}`, async () => {
        const file = written(content);
        const decision = await decide([blockList({ serialNumber, file }), open], event);
        expect(verdictOf(decision)).to.equal(unreadable);
        expect(detailOf(decision)).to.contain('block-list.json').and.contain(told);
      });
    }

    it('is refused when it lists serial numbers and nobody says which parameter has them', async () => {
      const file = written('{ "serialNumbers": ["SN-0001"] }');
      expect(await judge(blockList({ file }))).to.equal(unreadable);
    });
  });

  it('refuses to be listed with nothing to look for', () => {
    expect(faultOf(() => blockList())).to.match(/^OPTION_INVALID: .*at least one list/);
    expect(faultOf(() => blockList({ serialNumber }))).to.match(/^OPTION_INVALID: .*at least one/);
    expect(faultOf(() => blockList({ serialNumbers: ['a'] }))).to.match(
      /^OPTION_INVALID: .*needs serialNumber/,
    );
    expect(faultOf(() => blockList({ certificateIds: ['AB'] }))).to.match(
      /^OPTION_INVALID: .*"certificateIds.0": is not 64/,
    );
    expect(faultOf(() => blockList({ file: new URL('https://example.com/list.json') }))).to.match(
      /^OPTION_INVALID: .*file: URL/,
    );
  });
});
