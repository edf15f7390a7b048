/** Does something so many times, with so many of them under way. */
export async function inParallel(
  times: number,
  width: number,
  perform: (run: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const workers = Array.from({ length: Math.min(width, times) }, async () => {
    while (next < times) {
      const run = next;
      next += 1;
      await perform(run);
    }
  });
  await Promise.all(workers);
}
