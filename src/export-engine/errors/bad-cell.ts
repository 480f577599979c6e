/** A cell whose bytes have no form in the format asked for. Thrown while a row is encoded, which the row's owner catches. */
export class BadCell extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}
