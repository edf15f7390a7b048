import { type CoreReasonCode, errorCode, policyCode } from '@gangway/core';

/** Why the proxy denies, where no other code of the event's has done it. */
export const proxyReasonCodes = Object.freeze({
  CONTAINER_DENIED: policyCode(
    'The container was asked, and said no.',
    'Look into its log by the request id: it keeps its reason to itself, and tells an alarm of its own.',
  ),
  CONTAINER_REFUSED_EVENT: policyCode(
    'The container refused the event before it decided about it.',
    'Look into its log by the request id; the code beside this one is its own.',
  ),
  CONTAINER_OVERLOADED: errorCode(
    'The container had more decisions under way than it can make in time.',
    'Run more containers, or look at what is slow. Repeating the request is safe.',
  ),
  CONTAINER_FAILED: errorCode(
    'The container itself failed.',
    'Look into its log by the request id.',
  ),
  PROXY_REFUSED: errorCode(
    'The container did not let the call in. The code in the detail is not signed: anybody on the way could have written it.',
    'Give proxy and container one key in common, and set their clocks; docs/reason-codes.md has the code.',
  ),
  PROXY_KEYS_UNAVAILABLE: errorCode(
    'The keys of the hop could not be had, or not in time.',
    'Look at where they come from: the secret, its stages, the permission to read it.',
  ),
  PROXY_NO_TIME: errorCode(
    'No time was left to ask the container.',
    'Look at the init of the function, and at where its keys come from.',
  ),
  PROXY_UNREACHABLE: errorCode(
    'There is no connection to the container: its name is unknown, or nothing listens there.',
    'See whether the container runs, and whether `url` has its address and port; then look at the network between: subnet, security group, DNS.',
  ),
  PROXY_CONNECT_TIMEOUT: errorCode(
    'The connection to the container, TLS included, took longer than `connectTimeoutMs`.',
    'Look at the network between: a security group that drops packets looks like this.',
  ),
  PROXY_TLS_FAILED: errorCode(
    'One side did not accept the certificate of the other, or they have no version of TLS in common.',
    'See whether it speaks TLS there at all (`http:` or `https:`), then `ca`, `cert`, `servername` and the dates of both certificates; the detail has what OpenSSL or Node calls it.',
  ),
  PROXY_CONNECTION_LOST: errorCode(
    'The connection ended before a byte of an answer came, and so did that of the second call, where there was time for one.',
    'Look for a container that restarts, and at what stands between.',
  ),
  PROXY_TIMEOUT: errorCode(
    'The container had not answered, or not to the end, when the time was over. It may have decided.',
    'Look into its log. Repeating the request is safe and gives the stored answer.',
  ),
  PROXY_REPLY_BROKEN: errorCode(
    'The answer broke off.',
    'Look for a container that restarts, and at what stands between. Repeating the request is safe.',
  ),
  PROXY_REPLY_NOT_HTTP: errorCode(
    'What came back is not HTTP/1.1, to the letter.',
    'See `url`: its port and its scheme; then look at what stands between.',
  ),
  PROXY_REPLY_TOO_LARGE: errorCode(
    'The answer, or its header section, is over the limit.',
    'Look for something else that answers there; raise `replyLimit` if the overrides are that large.',
  ),
  PROXY_REPLY_ENCODED: errorCode(
    'The answer is compressed, which was not asked for.',
    'Let whatever stands between leave the body as it is.',
  ),
  PROXY_REDIRECTED: errorCode(
    'The answer points elsewhere. It is never followed.',
    'Give `url` the address itself.',
  ),
  PROXY_REPLY_UNSIGNED: errorCode(
    'The answer has no signature.',
    'Give the container the keys; or something between answers in its place, whose status the detail has.',
  ),
  PROXY_REPLY_SIGNATURE_MALFORMED: errorCode(
    "The headers of the answer's signature are not what they should be, or come twice.",
    'Look at what stands between the proxy and the container; docs/hop.md has the format.',
  ),
  PROXY_REPLY_SIGNATURE_WRONG: errorCode(
    'None of the keys made this signature of this answer.',
    'Give proxy and container one key in common; or somebody is trying.',
  ),
  PROXY_REPLY_OTHER_CALL: errorCode(
    'The answer is signed, and belongs to another call.',
    'Look for what keeps answers between proxy and container; or somebody has recorded one and sends it again.',
  ),
  PROXY_REPLY_OUT_OF_TIME: errorCode(
    'The answer was signed more than 30 seconds ago, or ahead.',
    'Set the clocks of proxy and container; both should follow NTP.',
  ),
  PROXY_REPLY_MALFORMED: errorCode(
    'The answer is signed, and is neither an allow nor a denial, to the letter.',
    'Run proxy and container of one version; docs/hop.md has the format.',
  ),
  PROXY_FAILED: errorCode(
    'The proxy itself failed.',
    'Report it, with the log line that has this code.',
  ),
});

/** A code of the proxy's own. */
export type ProxyReasonCode = keyof typeof proxyReasonCodes;

/** What may be wrong with an event before it is sent; a code of core's. */
export type EventFault = Extract<CoreReasonCode, 'BODY_NOT_JSON' | 'BODY_TOO_LARGE'>;
