/** Something that changes, for whoever looks on: what came between two looks is left out. */
export class Latest<Value> {
  readonly #listeners = new Set<() => void>();
  #isOver = false;

  constructor(
    private readonly read: () => Value,
    private readonly isSame: (a: Value, b: Value) => boolean,
  ) {}

  /** It may have changed. */
  tell(): void {
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  /** It changes no more. */
  end(): void {
    this.#isOver = true;
    this.tell();
  }

  async *changes(): AsyncGenerator<Value, void, undefined> {
    let seen: { readonly value: Value } | undefined;
    for (;;) {
      const value = this.read();
      if (seen === undefined || !this.isSame(seen.value, value)) {
        seen = { value };
        yield value;
      } else if (this.#isOver) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#listeners.add(resolve);
        });
      }
    }
  }
}
