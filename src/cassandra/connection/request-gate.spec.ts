import { RequestGate } from './request-gate.js';

describe('RequestGate', () => {
  it('lets so many go at once, and the next in line with each answer', async () => {
    const gate = new RequestGate(1, 2);
    expect(gate.enter(1000)).toBe(true);
    const order: number[] = [];
    const second = Promise.resolve(gate.enter(1000)).then((may) => may && order.push(2));
    const third = Promise.resolve(gate.enter(1000)).then((may) => may && order.push(3));
    gate.leave();
    await second;
    gate.leave();
    await third;
    expect(order).toEqual([2, 3]);
    gate.leave();
    expect(gate.enter(1000)).toBe(true);
  });

  it('turns away who finds the line full', () => {
    const gate = new RequestGate(1, 1);
    expect(gate.enter(1)).toBe(true);
    expect(gate.enter(1)).toBeInstanceOf(Promise);
    expect(gate.enter(1)).toBe(false);
  });

  it('turns away who has waited as long as it may, and gives the place in line to others', async () => {
    const gate = new RequestGate(1, 1);
    expect(gate.enter(1)).toBe(true);
    await expect(gate.enter(1)).resolves.toBe(false);
    expect(gate.enter(1)).toBeInstanceOf(Promise);
  });

  it('drains at once when nothing is on its way', async () => {
    await expect(new RequestGate(1, 1).drain(60_000)).resolves.toBeUndefined();
  });

  it('drains when all are answered, those in line too', async () => {
    const gate = new RequestGate(1, 1);
    expect(gate.enter(1000)).toBe(true);
    const waiting = gate.enter(1000);
    const drained = gate.drain(60_000);
    gate.leave();
    await expect(waiting).resolves.toBe(true);
    gate.leave();
    await drained;
  });

  it('stops draining at its deadline, with nobody left in line', async () => {
    const gate = new RequestGate(1, 1);
    expect(gate.enter(1000)).toBe(true);
    const waiting = gate.enter(60_000);
    await gate.drain(1);
    await expect(waiting).resolves.toBe(false);
  });
});
