import {
  ClassSerializerInterceptor,
  type ClassSerializerContextOptions,
  Injectable,
  type PlainLiteralObject,
} from '@nestjs/common';
import { jsonValue } from './json-value.js';

/**
 * Nest's `ClassSerializerInterceptor` for answers that hold rows: alone, in arrays, in pages or deeper. Nest's own ignores
 * `toJSON`, so that a bigint ends in the status 500 and a Set in `{}`. Decorators such as `@Exclude()` on a table class apply.
 * Needs the package class-transformer, as Nest's own does; an application without either of the two needs neither.
 *
 * @example
 * app.useGlobalInterceptors(new CassandraSerializerInterceptor(app.get(Reflector)));
 */
@Injectable()
export class CassandraSerializerInterceptor extends ClassSerializerInterceptor {
  /** One object of an answer as plain JSON values; `intercept` calls it for each. */
  override transformToPlain(
    plainOrClass: unknown,
    options: ClassSerializerContextOptions,
  ): PlainLiteralObject {
    return super.transformToPlain(jsonValue(plainOrClass), options);
  }
}
