import { counted, type Progress, ProgressLine, timeText } from './progress-line.js';

const start: Progress = { rows: 0, bytes: 0, fraction: 0 };
const half: Progress = { rows: 1_250_000, bytes: 180_000_000, fraction: 0.5 };
const line = '[######------] 50.0 %  1 250 000 rows  10 s left  125 000 rows/s  18.0 MB/s';

describe('ProgressLine', () => {
  let now = 0;
  let written = '';

  beforeEach(() => {
    now = 5000;
    written = '';
  });

  function lineOn(terminal: { readonly isTTY: boolean; readonly columns: number }): ProgressLine {
    const write = (text: string): void => void (written += text);
    return new ProgressLine({ ...terminal, write }, () => now);
  }

  it('is written over on a terminal, five times a second at most, and gone at the end', () => {
    const progress = lineOn({ isTTY: true, columns: 120 });
    progress.show(start);
    written = '';
    now += 100;
    progress.show(start);
    expect(written).toBe('');
    now += 9900;
    progress.show(half);
    expect(written).toBe(`\r\u001b[K${line}`);
    progress.end();
    expect(written.endsWith('\r\u001b[K')).toBe(true);
  });

  it('never breaks into a second line', () => {
    const progress = lineOn({ isTTY: true, columns: 40 });
    progress.show(start);
    written = '';
    now += 10_000;
    progress.show(half);
    expect(written).toBe(`\r\u001b[K${line.slice(0, 39)}`);
  });

  it('is a line every ten seconds elsewhere, without a sign for terminals', () => {
    const progress = lineOn({ isTTY: false, columns: 0 });
    progress.show(start);
    now += 9999;
    progress.show(half);
    expect(written).toBe('');
    now += 1;
    progress.show(half);
    progress.end();
    expect(written).toBe(`${line}\n`);
  });

  it('counts the speed of this run alone', () => {
    const progress = lineOn({ isTTY: false, columns: 0 });
    progress.show(half);
    now += 10_000;
    progress.show({ rows: 1_260_000, bytes: 190_000_000, fraction: 0.75 });
    expect(written).toContain('10 s left  1 000 rows/s  1.0 MB/s');
  });
});

describe('timeText', () => {
  it.each([
    [0.4, '0 s'],
    [59.4, '59 s'],
    [60, '1 min 0 s'],
    [3599, '59 min 59 s'],
    [3725, '1 h 2 min'],
    [Infinity, '?'],
  ])('gives %d seconds as %s', (seconds, text) => {
    expect(timeText(seconds)).toBe(text);
  });
});

describe('counted', () => {
  it.each([
    [0, '0 rows'],
    [1, '1 row'],
    [1_234_567, '1 234 567 rows'],
  ])('gives %d as %s', (number, text) => {
    expect(counted(number, 'row')).toBe(text);
  });
});
