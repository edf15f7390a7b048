// Sends the same event over sixteen connections for some seconds, and reports how many answers a second came.
// usage: client URL BODY-FILE SECONDS unsigned|signed|signed-unread
import { readFileSync } from 'node:fs';
import { newCallId, readHopKey, readSignature, signCall, verifyReply } from '@gangway/hop';
import autocannon, { type Context, type Options } from 'autocannon';
import { report } from '../report.js';
import { benchKey } from './hop-key.js';

const [url = '', bodyFile = '', seconds = '', mode = ''] = process.argv.slice(2);
const body = readFileSync(bodyFile, 'utf8');
const keys = [readHopKey(benchKey)];
// To verify each one would make the client the slower side.
const sample = 32;
let replies = 0;
let wrong = 0;

type Request = Options['requests'][number];

/** As the proxy signs: a new id for each call, the budget in it. */
function signedHeaders(id: string) {
  return signCall(keys, { id, timestamp: Math.floor(Date.now() / 1_000), body });
}

const setupRequest: Request['setupRequest'] = (request, context) => {
  const id = newCallId('event', 4_320);
  context.id = id;
  request.headers = { ...request.headers, ...signedHeaders(id) };
  return request;
};

const onResponse: Request['onResponse'] = (_status, text, context, headers) => {
  replies += 1;
  if (replies % sample === 0 && !isSealed(text, context, headers)) wrong += 1;
};

function isSealed(text: string, { id }: Context, headers: Readonly<Record<string, string>>) {
  const values = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const signature = readSignature((name) => [values.get(name) ?? []].flat());
  return typeof signature === 'object' && signature.id === id && verifyReply(keys, signature, text);
}

const requests = {
  unsigned: {},
  signed: { setupRequest, onResponse },
  'signed-unread': { setupRequest },
}[mode];
if (requests === undefined) throw new Error(`no mode is called "${mode}"`);
const headers = mode === 'unsigned' ? {} : signedHeaders(newCallId('event', 4_320));
const first = await (await fetch(url, { method: 'POST', body, headers: { ...headers } })).text();
if (!first.includes('"allowProvisioning":true')) throw new Error(`${url} answers ${first}`);
const running = autocannon({
  url,
  connections: 16,
  duration: Number(seconds),
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body,
  requests: [requests],
});
// Its own histogram knows whole milliseconds only.
const times: number[] = [];
running.on('response', (_client, _status, _octets, milliseconds: number) => {
  times.push(milliseconds);
});
const { requests: rate, non2xx, errors, timeouts } = await running;
times.sort((a, b) => a - b);
report({
  requests: rate.average,
  p99: times[Math.floor(times.length * 0.99)],
  failed: non2xx + errors + timeouts,
  wrong,
});
