const quietMs = 4000;

/** Says what runs when nothing else has been printed for 4 s: real nodes take their time, and silence looks like a hang. */
export default class HeartbeatReporter {
  #running = new Set();
  #timer;
  #passed = 0;

  onRunStart() {
    this.#beat();
  }

  onTestFileStart(test) {
    this.#running.add(test.path);
    this.#beat();
  }

  onTestCaseResult(_test, result) {
    if (result.status === 'passed') this.#passed++;
  }

  onTestFileResult(test) {
    this.#running.delete(test.path);
    this.#beat();
  }

  onRunComplete() {
    clearInterval(this.#timer);
  }

  #beat() {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      const files = [...this.#running].map((path) => path.split('/').at(-1)).join(', ');
      process.stderr.write(`  … ${this.#passed} passed so far; running ${files}\n`);
    }, quietMs);
    this.#timer.unref();
  }
}
