/**
 * The octets of a base64 text (RFC 4648 section 4, with its padding), or `undefined`. One text for one value (section 3.5): a
 * wrong character, padding or left-over bit is none, so that no bit of a signed text is free to be changed.
 */
export const decodeBase64 = (text: string): Buffer | undefined => decode(text, 'base64');

/** The same for base64url without padding (RFC 4648 section 5, RFC 7515 section 2). */
export const decodeBase64url = (text: string): Buffer | undefined => decode(text, 'base64url');

function decode(text: string, encoding: 'base64' | 'base64url'): Buffer | undefined {
  const octets = Buffer.from(text, encoding);
  return octets.toString(encoding) === text ? octets : undefined;
}
