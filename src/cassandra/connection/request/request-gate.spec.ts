import { RequestGate } from './request-gate.js';

describe('RequestGate', () => {
  it('lets so many go at once, and the next in line with each answer', async () => {
    const gate = new RequestGate(1, 2);
    expect(gate.enter()).toBe(true);
    const order: number[] = [];
    const second = Promise.resolve(gate.enter()).then((may) => may && order.push(2));
    const third = Promise.resolve(gate.enter()).then((may) => may && order.push(3));
    gate.leave();
    await second;
    gate.leave();
    await third;
    expect(order).toEqual([2, 3]);
    gate.leave();
    expect(gate.enter()).toBe(true);
  });

  it('turns away who finds the line full', () => {
    const gate = new RequestGate(1, 1);
    expect(gate.enter()).toBe(true);
    expect(gate.enter()).toBeInstanceOf(Promise);
    expect(gate.enter()).toBe(false);
  });

  /** Takes a place in line. */
  function wait(gate: RequestGate): Promise<boolean> {
    const turn = gate.enter();
    if (typeof turn === 'boolean') throw new Error('it need not wait');
    return turn;
  }

  it('gives the place of one that gave up to others', () => {
    const gate = new RequestGate(1, 1);
    expect(gate.enter()).toBe(true);
    const turn = wait(gate);
    expect(gate.enter()).toBe(false);
    gate.giveUp(turn);
    expect(gate.enter()).toBeInstanceOf(Promise);
  });

  it('gives the turn of one that gave up just then to the next', async () => {
    const gate = new RequestGate(1, 2);
    expect(gate.enter()).toBe(true);
    const turn = wait(gate);
    const next = wait(gate);
    gate.leave();
    gate.giveUp(turn);
    await expect(next).resolves.toBe(true);
  });

  it('drains at once when nothing is on its way', async () => {
    await expect(new RequestGate(1, 1).drain(60_000)).resolves.toBeUndefined();
  });

  it('drains when all are answered, those in line too', async () => {
    const gate = new RequestGate(1, 1);
    expect(gate.enter()).toBe(true);
    const waiting = gate.enter();
    const drained = gate.drain(60_000);
    gate.leave();
    await expect(waiting).resolves.toBe(true);
    gate.leave();
    await drained;
  });

  it('stops draining at its deadline, with nobody left in line', async () => {
    const gate = new RequestGate(1, 1);
    expect(gate.enter()).toBe(true);
    const waiting = gate.enter();
    await gate.drain(1);
    await expect(waiting).resolves.toBe(false);
  });
});
