/** A value that a column's type cannot hold exactly. The reason names what is wanted, never the value. */
export class BadValue extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}
