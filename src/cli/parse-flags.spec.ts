import { UsageError } from './command.js';
import { parseFlags } from './parse-flags.js';

const options = {
  'tls-ca': { type: 'string' },
  host: { type: 'string', multiple: true },
  'null-text': { type: 'string' },
  resume: { type: 'boolean' },
} as const;

describe('parseFlags', () => {
  it('gives values and positionals', () => {
    const args = ['folder', '--host', 'a', '--host=b', '--resume', '--null-text', ''];
    const { values, positionals } = parseFlags({ args, options, allowPositionals: true });
    expect({ ...values }).toEqual({ host: ['a', 'b'], resume: true, 'null-text': '' });
    expect(positionals).toEqual(['folder']);
  });

  it.each([
    ['tls-ca', ['--tls-ca', '']],
    ['tls-ca', ['--tls-ca=']],
    ['host', ['--host', 'a', '--host', '']],
  ])('refuses an empty --%s: it would connect without encryption, or elsewhere', (flag, args) => {
    expect(() => parseFlags({ args, options })).toThrow(
      new UsageError(`--${flag} is empty. Give it a value, or leave it out.`),
    );
  });

  it('refuses an empty argument without a name', () => {
    const parse = (): unknown => parseFlags({ args: [''], options, allowPositionals: true });
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow('One of the arguments is empty.');
  });

  it('refuses what parseArgs does', () => {
    expect(() => parseFlags({ args: ['--tls'], options })).toThrow(UsageError);
  });
});
