let lineIsOpen = false;

/** Prints one line for whoever started the backend; messages of requests go to the logger. */
export function say(message: string): void {
  process.stdout.write(`${lineIsOpen ? '\n' : ''}${message}\n`);
  lineIsOpen = false;
}

/** Shows how far something is: in place on a terminal, a line each time elsewhere, such as in a log file. */
export function showProgress(message: string): void {
  if (!process.stdout.isTTY) {
    say(message);
    return;
  }
  process.stdout.write(`\r\u001b[K${message}`);
  lineIsOpen = true;
}

const tickMs = 2000;

/** Says every two seconds that something still goes on: nobody should have to guess whether it does. */
export async function sayWhile<Result>(what: string, work: Promise<Result>): Promise<Result> {
  const startedAt = performance.now();
  const tell = (): void => {
    say(`${what}: ${String(Math.round((performance.now() - startedAt) / 1000))} s`);
  };
  tell();
  const timer = setInterval(tell, tickMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
