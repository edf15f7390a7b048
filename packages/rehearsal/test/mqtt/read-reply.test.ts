import { expect } from 'chai';
import { readReply, textIn } from '../../dist/mqtt/read-reply.js';

const codeOf = (topic: string, body: string) =>
  readReply(topic, Buffer.from(body)).then(
    () => 'read',
    ({ code, refused }: { code: string; refused: boolean }) => [code, refused],
  );

describe('readReply', () => {
  it('gives what was accepted', async () => {
    const reply = await readReply('a/accepted', Buffer.from('{"thingName":"SN-0001"}'));
    expect(reply).to.deep.equal({ thingName: 'SN-0001' });
  });

  it("throws AWS IoT's own code for what was rejected", async () => {
    const body = '{"statusCode":403,"errorCode":"AccessDenied","errorMessage":"no"}';
    expect(await codeOf('a/rejected', body)).to.deep.equal(['AccessDenied', true]);
  });

  for (const body of ['', 'null', '[]', '"text"', '{"statusCode":403']) {
    it(`takes ${JSON.stringify(body)} for no reply, accepted or rejected`, async () => {
      expect(await codeOf('a/accepted', body)).to.deep.equal(['MALFORMED_REPLY', false]);
      expect(await codeOf('a/rejected', body)).to.deep.equal(['MALFORMED_REPLY', false]);
    });
  }

  it('takes a rejection without a code for no reply', async () => {
    expect(await codeOf('a/rejected', '{"errorCode":7}')).to.deep.equal(['MALFORMED_REPLY', false]);
  });
});

describe('textIn', () => {
  it('gives a text, and takes its absence, another type and an empty one for no reply', () => {
    expect(textIn({ thingName: 'SN-0001' }, 'thingName')).to.equal('SN-0001');
    for (const reply of [{}, { thingName: 7 }, { thingName: '' }]) {
      expect(() => textIn(reply, 'thingName')).to.throw('MALFORMED_REPLY');
    }
  });
});
