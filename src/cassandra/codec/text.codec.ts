import { passThrough } from './codec.js';

const loneSurrogate = /\p{Surrogate}/u;

export const textCodec = passThrough(
  'a string of well-formed Unicode',
  (value) => typeof value === 'string' && !loneSurrogate.test(value),
);
