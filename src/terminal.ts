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
