/**
 * The promise's outcome, unless the signal is aborted first: then it rejects at once with the signal's reason, and what the
 * promise comes to later is dropped.
 */
export function abortable<Result>(
  promise: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  return signal === undefined ? promise : race(promise, signal);
}

async function race<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      // A signal may be aborted with anything; it must come out as it is.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
