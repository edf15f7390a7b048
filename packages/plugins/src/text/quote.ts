/** A value as it may stand in a detail text: quoted, at most 64 characters of it. */
export function quote(value: string): string {
  return JSON.stringify(value.length > 64 ? `${value.slice(0, 63)}…` : value);
}
