const pauseMs = 5_000;

/** Says on standard error what is running, and every few seconds how long it will yet be. */
export function startProgress(name: string): (done: number, of: number) => void {
  const began = performance.now();
  let said = began;
  say(`${name}: bundling and warming up`);
  return (done, of) => {
    const now = performance.now();
    if (done === of) say(`${name}: done in ${seconds(now - began)}`);
    if (done === of || now - said < pauseMs) return;
    said = now;
    say(`${name}: ${done} of ${of}, some ${seconds(((now - began) / done) * (of - done))} left`);
  };
}

const seconds = (milliseconds: number) => `${Math.ceil(milliseconds / 1_000)} s`;

function say(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}
