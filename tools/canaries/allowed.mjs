// Where a secret is let out on purpose, each place with its reason. Responses over HTTP and from functions are not looked at.
const allowed = [
  {
    where: /^(cli-keys-create|main\.js keys create\b.*: stdout)$/,
    why: 'prints the new key where it is to write none to a file',
  },
  {
    where: /^(cli-keys-hop|main\.js keys hop\b.*: stdout)$/,
    why: 'prints the new key where it is to write none to a file',
  },
  {
    where: /^(cli-keys-derive|main\.js keys derive\b.*: stdout)$/,
    why: 'prints the keys of devices, for a factory line',
  },
  {
    where: /^(cli-token-mint|main\.js token mint\b.*: stdout)$/,
    why: 'prints the token, for the device',
  },
  {
    where: /^openssl (kdf|mac)\b.*: stdout$/,
    why: 'computes a key or a MAC beside ours, for the test to compare',
  },
  {
    where: /^esbuild\b.*: stdout$/,
    why: 'the way on which the compiler hands source text back: a test that has a key in it is no output',
  },
  {
    where: /^sh -euc: stdout$/,
    why: 'the script of docs/device-token.md, which prints the token for the device',
  },
  {
    where: /^-h -p -i mqttv(5|311) .*--cafile --cert --key: stdout$/,
    why: 'a device that is a command prints what AWS IoT answers it: the private key that was made for it',
  },
];

export const isAllowed = (place) => allowed.some(({ where }) => where.test(place));
