import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';

/** Documents the parameters of a list with a filter: those every list has, and the filter's with what they mean. */
export function ApiFilter(parameters: Readonly<Record<string, string>>): MethodDecorator {
  return applyDecorators(
    ApiQuery({
      name: 'pageSize',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
    }),
    ApiQuery({
      name: 'cursor',
      required: false,
      schema: { type: 'string' },
      description: '`nextCursor` of the page before, asked for with the same parameters.',
    }),
    ...Object.entries(parameters).map(([name, description]) =>
      ApiQuery({ name, required: false, schema: { type: 'string' }, description }),
    ),
  );
}
