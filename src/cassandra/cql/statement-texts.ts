/** More shapes than an application has; values never make one. */
const maxTexts = 1000;

/** The texts of a table's statements: each is made once per shape, and prepared once by the driver. */
export class StatementTexts {
  readonly #texts = new Map<string, string>();

  /** The text of a shape; a shape is all that texts differ by. */
  text(shape: string, make: () => string): string {
    const known = this.#texts.get(shape);
    if (known !== undefined) return known;
    const text = make();
    if (this.#texts.size < maxTexts) this.#texts.set(shape, text);
    return text;
  }
}
