import { PortError } from '@gangway/core';
import { expect } from 'chai';
import { readFault } from '../../dist/aws-client/call-fault.js';
import { clientCalls } from '../../dist/aws-client/client-calls.js';
import { callError, callFaultCodes } from '../../dist/aws-client/fault-codes.js';
import { ReplyInvalid, ReplyTooLarge, replyGauge } from '../../dist/aws-client/reply-gauge.js';

const named = (name: string, status?: number, code?: string): Error =>
  Object.assign(new Error('a message that quotes a secret'), {
    name,
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { $metadata: { httpStatusCode: status, requestId: 'r-1' } }),
  });

describe('the fault that an error of the SDK is', () => {
  for (const [error, fault, cure] of [
    [named('AccessDeniedException', 400), 'forbidden', 'none'],
    [named('UnrecognizedClientException', 400), 'forbidden', 'repeat'],
    [named('InvalidSignatureException', 400), 'forbidden', 'repeat'],
    [named('ExpiredTokenException', 400), 'forbidden', 'renew'],
    [named('CredentialsProviderError'), 'forbidden', 'none'],
    [named('Unknown', 403), 'forbidden', 'repeat'],
    [named('ThrottlingException', 400), 'throttled', 'repeat'],
    [named('Unknown', 429), 'throttled', 'repeat'],
    [named('TimeoutError'), 'timeout', 'repeat'],
    [named('TimeoutError', undefined, 'ECONNRESET'), 'unavailable', 'repeat'],
    [named('Error', undefined, 'ECONNREFUSED'), 'unavailable', 'repeat'],
    [named('InternalServiceError', 500), 'unavailable', 'repeat'],
    [named('InvalidRequestException', 400), 'unavailable', 'none'],
    [named('Unknown', 307), 'redirected', 'none'],
    [named('SyntaxError', 200), 'reply-invalid', 'repeat'],
    [named('SyntaxError', 502), 'unavailable', 'repeat'],
    [new ReplyTooLarge('more than 1 bytes'), 'reply-too-large', 'none'],
    [new ReplyInvalid('it is not UTF-8'), 'reply-invalid', 'repeat'],
    ['a string', 'unavailable', 'repeat'],
    [undefined, 'unavailable', 'repeat'],
  ] as const) {
    const what = error instanceof Error ? error.name : String(error);
    it(`${what}: ${fault}, and what helps is: ${cure}`, () => {
      const read = readFault('Get', error);
      expect(read).to.include({ kind: 'fault', fault, cure });
      expect(JSON.stringify(read)).to.not.contain('secret');
    });
  }

  it('is told by what looks like a name, a code and an id, and by nothing else of an answer', () => {
    for (const told of ['a secret: s3cret', 'x'.repeat(65), 'line\nfeed', 's3cret="1"', '']) {
      const error = Object.assign(named(told, 500, told), {
        $metadata: { httpStatusCode: 500, requestId: told },
      });
      expect(readFault('Get', error)).to.include({ message: 'Get: Error, HTTP 500' });
    }
  });

  it('is "there is none" for what is not found alone', () => {
    for (const name of ['ResourceNotFoundException', 'ParameterNotFound']) {
      expect(readFault('Get', named(name, 400))).to.deep.equal({ kind: 'not-found' });
    }
    expect(readFault('Get', named('Unknown', 404))).to.include({ kind: 'fault' });
  });
});

describe('calls of a client that all share', () => {
  const { signal } = new AbortController();
  /** What each attempt comes to, in turn. */
  function calling(outcomes: readonly unknown[], mayRenew = true) {
    const left = [...outcomes];
    const renewed: number[] = [];
    let client = 1;
    const call = clientCalls<number>(
      {
        use: (work) => work(client),
        renew: (refused) => {
          renewed.push(refused);
          client += 1;
          return mayRenew;
        },
      },
      callError('TEST'),
    );
    const ask = (own: AbortSignal = signal) =>
      call({
        operation: 'Get',
        signal: own,
        send: async (asked) => {
          const outcome = left.shift();
          if (outcome instanceof Error) throw outcome;
          return `${outcome} of ${asked}`;
        },
      }).catch((error: unknown) => error);
    return { ask, renewed, left };
  }

  it('are made once more where that may help, and no third time', async () => {
    expect(await calling([named('Error', 500), 'well']).ask()).to.equal('well of 1');
    const failing = calling([named('Error', 500), named('Error', 500), 'well']);
    expect(await failing.ask()).to.have.property('code', 'TEST_UNAVAILABLE');
    expect(failing.left).to.deep.equal(['well']);
  });

  it('are made with another client where the credentials expired, if there may be one', async () => {
    const expired = named('ExpiredTokenException', 400);
    const { ask, renewed } = calling([expired, 'well']);
    expect(await ask()).to.equal('well of 2');
    expect(renewed).to.deep.equal([1]);
    expect(await calling([expired, 'well'], false).ask()).to.have.property(
      'code',
      'TEST_FORBIDDEN',
    );
  });

  it('hand no error of the SDK on, which may quote an answer', async () => {
    const thrown = await calling([named('AccessDeniedException', 400)]).ask();
    expect(thrown).to.be.instanceOf(PortError).and.not.have.property('cause');
    expect(String(thrown)).to.equal('PortError: Get: AccessDeniedException, HTTP 400, request r-1');
  });

  it('leave an error alone that has a code already', async () => {
    const own = new PortError('OWN', 'mine');
    const { ask, left } = calling([own, 'well']);
    expect(await ask()).to.equal(own);
    expect(left).to.deep.equal(['well']);
  });

  it('say of a signal that was aborted meanwhile that there was no answer in time', async () => {
    const caller = new AbortController();
    const call = clientCalls({ use: (work) => work(1), renew: () => true }, callError('TEST'));
    const thrown = await call({
      operation: 'Get',
      signal: caller.signal,
      send: async () => {
        caller.abort();
        throw named('AbortError');
      },
    }).catch((error: unknown) => error);
    expect(thrown).to.have.property('code', 'TEST_TIMEOUT');
  });

  it('have a code for each fault', () => {
    expect(Object.keys(callFaultCodes('TEST', 'Test'))).to.include.members([
      'TEST_FORBIDDEN',
      'TEST_REPLY_TOO_LARGE',
    ]);
  });
});

describe('the gauge of an answer', () => {
  const octets = (text: string) => new TextEncoder().encode(text);

  it('reads characters that are cut between two chunks', () => {
    const gauge = replyGauge(8);
    const [first, second] = [octets('a€').subarray(0, 2), octets('a€').subarray(2)];
    expect(gauge.take(first) + gauge.take(second) + gauge.end()).to.equal('a€');
  });

  it('takes as many bytes as it is told, and not one more', () => {
    const gauge = replyGauge(2);
    expect(gauge.take(octets('ab'))).to.equal('ab');
    expect(() => gauge.take(octets('c'))).to.throw(ReplyTooLarge);
  });

  it('takes no other charset, and no half of a character at the end', () => {
    expect(() => replyGauge(9).take(Uint8Array.of(0xe9, 0x22))).to.throw(ReplyInvalid);
    const gauge = replyGauge(9);
    gauge.take(octets('€').subarray(0, 2));
    expect(() => gauge.end()).to.throw(ReplyInvalid);
  });
});
