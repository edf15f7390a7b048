// What a hook may do wrong, one function each; and one that does as the contract's example.
export const seattle = async () => ({
  allowProvisioning: true,
  parameterOverrides: { DeviceLocation: 'Seattle' },
});

export const text = async () => ({ allowProvisioning: 'true' });

export const throwing = async ({ certificatePem }) => {
  throw new TypeError(certificatePem);
};

// Without a timer it would end: Node waits for no promise.
export const hanging = () => new Promise(() => setInterval(() => {}, 60_000));

export const dying = () => process.kill(process.pid, 'SIGKILL');

export const printing = async () => {
  process.stdout.write('a'.repeat(10_000_000));
  return { allowProvisioning: false };
};
