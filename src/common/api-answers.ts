import { applyDecorators, Header, type Type } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOkResponse,
  ApiProduces,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { ndjsonType } from './list/ndjson.js';
import { ProblemDto } from './problem/problem.dto.js';

/** Documents the problems a route may answer with, by status. */
export function ApiProblems(
  problems: Readonly<Record<number, string>>,
): MethodDecorator & ClassDecorator {
  const content = { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } };
  return applyDecorators(
    ApiExtraModels(ProblemDto),
    ...Object.entries(problems).map(([status, description]) =>
      ApiResponse({ status: Number(status), description, content }),
    ),
  );
}

/** Documents the problems of every route that reads or writes the database. */
export function ApiCommonProblems(): ClassDecorator {
  return ApiProblems({
    400: 'Not of the form asked for',
    503: 'The database is away',
    504: 'No answer in time',
  });
}

/** Documents a list, and tells caches of its two forms: pages of JSON, or all of it as NDJSON. */
export function ApiList(page: Type, item: Type): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(page, item),
    Header('Vary', 'Accept'),
    ApiProduces('application/json', ndjsonType),
    ApiOkResponse({
      description: `One page; with \`Accept: ${ndjsonType}\` every row, one JSON text a line.`,
      content: {
        'application/json': { schema: { $ref: getSchemaPath(page) } },
        [ndjsonType]: { schema: { $ref: getSchemaPath(item) } },
      },
    }),
  );
}
