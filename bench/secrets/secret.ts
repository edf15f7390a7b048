export const secretId = 'fleet/overrides';

export const overrides = { BrokerHost: 'broker.example.com' };
