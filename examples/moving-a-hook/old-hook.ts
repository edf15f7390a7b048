// What was there before: one file, written by hand, as it runs in production.
interface OldEvent {
  readonly parameters: Readonly<Record<string, string>>;
}

const known = 'SN-0001,SN-0002,SN-0003';
const locations: Readonly<Record<string, string>> = { 'SN-0002': 'Oslo', 'SN-0003': 'Bergen' };

export const handler = (event: OldEvent) => {
  const serial = event.parameters.SerialNumber ?? '';
  // Looks right, and takes every part of the list for a serial number: `SN-000`, `,` and an empty text.
  if (!known.includes(serial)) return { allowProvisioning: false };
  return {
    allowProvisioning: true,
    parameterOverrides: { DeviceLocation: locations[serial] ?? 'Seattle' },
  };
};
