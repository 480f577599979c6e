// Long steps say what they do, how long they have been at it, and how they ended.
const intervalMs = 4000;

/** Runs `task` and reports it on stderr: a line at once, one every 4 s, one at the end. */
export async function withProgress(label, task) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  console.error(`${label} …`);
  const timer = setInterval(() => console.error(`  … ${seconds()}`), intervalMs);
  try {
    await task();
    console.error(`${label}: done in ${seconds()}`);
  } finally {
    clearInterval(timer);
  }
}
