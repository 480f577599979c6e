import { Logger } from '@nestjs/common';

/** What something ends with, and the tries to connect that were logged on the way: each that failed and is followed by another. */
export async function failedTries(
  connecting: () => Promise<unknown>,
): Promise<{ readonly error: unknown; readonly tries: readonly string[] }> {
  const tries: string[] = [];
  const nothing = (): void => undefined;
  const warn = (line: string): void => {
    if (line.startsWith('Try ')) tries.push(line);
  };
  Logger.overrideLogger({ log: nothing, error: nothing, warn });
  try {
    const error = await connecting().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return { error, tries };
  } finally {
    Logger.overrideLogger(true);
  }
}
