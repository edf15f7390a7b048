/** How `dynamodbDeviceRegistry` lays its table out. */
export const registryLayout = Object.freeze({ partitionKey: 'pk', timeToLiveAttribute: 'ttl' });
