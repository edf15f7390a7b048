/** A moment for people; also one that no calendar has, which `toISOString` throws at. */
export function writeMoment(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? 'no date' : date.toISOString();
}
